using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>One of our Hamiltonians with one of our kernels, untrained.</summary>
/// <param name="name">Hamiltonian and kernel.</param>
/// <param name="origin">What they are, in a sentence.</param>
/// <param name="model">The Hamiltonian.</param>
/// <param name="options">The kernel.</param>
/// <param name="settings">Who multiplies and diagonalises.</param>
internal sealed class ModelExcitations(string name, string origin, ExcitationModel model, ExcitationOptions options, PredictionOptions settings) : IExcitationSource
{
    public string Name => name;

    public string Origin => origin;

    /// <summary>Every pair that is defined.</summary>
    public static IReadOnlyList<ModelExcitations> All(ILinearAlgebra algebra)
    {
        var settings = PredictionOptions.Default with { LinearAlgebra = algebra };
        return
        [
            Of("stda-xtb", KernelKind.Simplified, false, "sTDA-xTB, simplified kernel", "The default: every configuration, one shift for all, Tamm–Dancoff."),
            Of("stda-xtb", KernelKind.Simplified, true, "sTDA-xTB, simplified kernel, full response", "The same with de-excitations."),
            Of("stda-xtb", KernelKind.Published, false, "sTDA-xTB, published mode", "Window, shift and selection of std2."),
            Of("gfn1-xtb", KernelKind.Own, false, "GFN1, own kernel", "The second derivative of its own energy, Tamm–Dancoff, every configuration."),
            Of("gfn1-xtb", KernelKind.Own, true, "GFN1, own kernel, full response", "The same with de-excitations."),
            Of("gfn1-xtb", KernelKind.Simplified, false, "GFN1, simplified kernel", "Orbitals of GFN1 with the default kernel of sTDA-xTB."),
            Of("gfn2-xtb", KernelKind.Own, false, "GFN2, own kernel", "The second derivative of its own energy, Tamm–Dancoff, every configuration."),
            Of("gfn2-xtb", KernelKind.Own, true, "GFN2, own kernel, full response", "The same with de-excitations."),
            Of("gfn2-xtb", KernelKind.Simplified, false, "GFN2, simplified kernel", "Orbitals of GFN2 with the default kernel of sTDA-xTB."),
        ];

        ModelExcitations Of(string hamiltonian, KernelKind kernel, bool isFullResponse, string name, string origin) => new(
            name, origin, ExcitationModel.Load(hamiltonian),
            new ExcitationOptions { States = 2, Kernel = kernel, IsFullResponse = isFullResponse, WithAnalysis = false, WithVelocity = false }, settings);
    }

    public bool Covers(LabelledMolecule[] molecules) => true;

    public LowestSinglets LowestSinglets(LabelledMolecule molecule, CancellationToken cancellation)
    {
        try
        {
            var excitations = model.Predict(molecule.Structure, options, settings, cancellation);
            if (excitations.Failure is { } failure)
                return new LowestSinglets(failure);
            var states = excitations.States;
            return states.Length < 2
                ? new LowestSinglets("fewer than two singlets")
                : new LowestSinglets(InElectronvolt(states[0].Energy), InElectronvolt(states[1].Energy), states[0].OscillatorStrength, states[1].OscillatorStrength);
        }
        catch (NotSupportedException error)
        {
            return new LowestSinglets(error.Message);
        }
    }

    private static double InElectronvolt(double energy) => energy * Constants.ElectronvoltPerHartree;
}
