using Hybrid.Core.Structures;
using Hybrid.Learn.Data;

namespace Hybrid.Learn.Training;

/// <summary>Digests of a set of samples, one for each thing that may differ from another set.</summary>
/// <param name="Count">How many.</param>
/// <param name="Names">Of the names in their order.</param>
/// <param name="Structures">Of atoms, positions, charges, spins and cells.</param>
/// <param name="Levels">Of the levels of theory.</param>
/// <param name="Weights">Of the weights of samples.</param>
/// <param name="States">Of the excited states with their weights.</param>
/// <param name="Properties">Of all other labels.</param>
internal sealed record SampleIdentity(int Count, string Names, string Structures, string Levels, string Weights, string States, string Properties)
{
    public static SampleIdentity Of(IReadOnlyList<Sample> samples) => new(
        samples.Count,
        Digest(samples, static (print, sample) => print.Add(sample.Name)),
        Digest(samples, static (print, sample) => Add(print, sample.Structure)),
        Digest(samples, static (print, sample) => print.Add(sample.Level)),
        Digest(samples, static (print, sample) => print.Add(sample.Weight)),
        Digest(samples, AddStates),
        Digest(samples, AddProperties));

    /// <summary>What a set has other than this one, as the end of a sentence; null for nothing.</summary>
    public string? Difference(SampleIdentity current)
    {
        if (Count != current.Count)
            return $"there were {Count} and are {current.Count} now";
        if (Names != current.Names)
            return "their names or their order differ";
        if (Structures != current.Structures)
            return "their atoms, positions, charges, unpaired electrons or cells differ";
        if (Levels != current.Levels)
            return "their levels of theory differ";
        if (Weights != current.Weights)
            return "their weights differ";
        if (States != current.States)
            return "the energies, strengths, spins, weights or flags of their states differ";
        return Properties == current.Properties ? null : "their labels of the ground state differ";
    }

    private static void Add(Fingerprint print, Structure structure)
    {
        foreach (var z in structure.AtomicNumbers)
            print.Add(z);
        print.Add(structure.Positions);
        print.Add(structure.Charge);
        print.Add(structure.UnpairedElectrons ?? -1L);
        print.Add(structure.Cell is { } cell ? cell.Vectors : []);
        print.Add(structure.Cell is { PeriodicA: true });
        print.Add(structure.Cell is { PeriodicB: true });
        print.Add(structure.Cell is { PeriodicC: true });
    }

    private static void AddStates(Fingerprint print, Sample sample)
    {
        print.Add(sample.StatesAreLowest);
        print.Add((long)sample.States.Length);
        foreach (var state in sample.States)
        {
            print.Add((long)state.Multiplicity);
            print.Add(state.Energy);
            print.Add(state.Strength);
            print.Add(state.Weight);
            print.Add(state.IsRydberg switch { null => -1L, false => 0L, true => 1L });
        }
    }

    private static void AddProperties(Fingerprint print, Sample sample)
    {
        print.Add(sample.Energy);
        print.Add(sample.Forces);
        print.Add(sample.Charges);
        print.Add(sample.Dipole);
        print.Add(sample.Quadrupole);
        print.Add(sample.OrbitalEnergies);
        print.Add(sample.Gap);
    }

    private static string Digest(IReadOnlyList<Sample> samples, Action<Fingerprint, Sample> add)
    {
        using var print = new Fingerprint();
        foreach (var sample in samples)
            add(print, sample);
        return print.Text();
    }
}
