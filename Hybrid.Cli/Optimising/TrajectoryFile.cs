using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Optimisation;

namespace Hybrid.Cli.Optimising;

/// <summary>
/// The steps of an optimisation as frames of extended XYZ. The file on the disk is whole at any time and at most a second
/// behind, so that a run that is ended from outside leaves its way.
/// </summary>
internal sealed class TrajectoryFile(string path, ImmutableSortedDictionary<string, string> names)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly List<Structure> frames = [];
    private readonly Stopwatch clock = new();

    public void Add(string surface, OptimisationStep step)
    {
        frames.Add(Framed(step.Structure, names, surface, step));
        if (clock.IsRunning && clock.Elapsed < Interval)
            return;
        Save();
        clock.Restart();
    }

    public void Save()
    {
        if (frames.Count > 0)
            StructureFile.Write(path, frames, StructureFormat.ExtendedXyz);
    }

    /// <summary>The structure with what was computed there instead of what the input file said.</summary>
    public static Structure Framed(Structure structure, ImmutableSortedDictionary<string, string> names, string surface, OptimisationStep step)
    {
        var properties = names.SetItem("surface", surface)
            .SetItem("step", step.Number.ToString(CultureInfo.InvariantCulture))
            .SetItem("energy_eh", step.Energy.ToString("F9", CultureInfo.InvariantCulture))
            .SetItem("gradient_norm_eh_a0", step.GradientNorm.ToString("E2", CultureInfo.InvariantCulture));
        if (step.ExcitationEnergy is { } ω)
            properties = properties.SetItem("excitation_energy_ev", (ω * Constants.ElectronvoltPerHartree).ToString("F5", CultureInfo.InvariantCulture));
        return new Structure(structure.AtomicNumbers, structure.Positions, structure.Charge, structure.UnpairedElectrons, structure.Cell, properties);
    }
}
