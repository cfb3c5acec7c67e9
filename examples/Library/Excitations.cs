using Hybrid.Core.Autodiff;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Spectra;

namespace Examples.Library;

/// <summary>Excited states, spectra, and their derivatives.</summary>
public static class Excitations
{
    /// <summary>The spectrum of a molecule: its states, and their lines broadened.</summary>
    public static void Absorption(string path, TextWriter output)
    {
        var excitations = ExcitationModel.Load("stda-xtb").Predict(StructureFile.Read(path));
        var (first, analysis) = (excitations.States[0], excitations.Analyses[0]);
        output.WriteLine(FormattableString.Invariant(
            $"S1 {first.Energy * Constants.ElectronvoltPerHartree:F2} eV, f = {first.OscillatorStrength:F2}, {analysis.Character}, {first.Configurations[0].Label}"));

        var broadening = Broadening.FromElectronvolt(LineShape.Gaussian, 0.4);
        var axis = SpectralAxis.Of(SpectralUnit.Nanometre, 180, 320, 141);
        var spectrum = Spectrum.Of(excitations.States.Select(Stick.Of), broadening, axis);
        output.WriteLine(FormattableString.Invariant($"ε(247 nm) = {spectrum.MolarAbsorptivity[247 - 180]:F0} L/(mol cm)"));
    }

    /// <summary>
    /// The derivative of an excitation energy with respect to positions and a parameter of the kernel, through two
    /// diagonalisations and the response, and its check by a finite difference.
    /// </summary>
    public static void Derivatives(string path, TextWriter output)
    {
        const string Parameter = "exact_exchange";
        const double Step = 1e-4;
        var molecule = StructureFile.Read(path);
        var model = ExcitationModel.Load("stda-xtb");
        var tape = new Tape(new Arena());
        var problem = model.Record(tape, molecule, isDifferentiated: table => table.Name == Parameter);
        var kernel = problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet);
        var states = LinearResponse.Solve(problem.Reference!, kernel, new ExcitationSettings { States = 1, Tolerance = 1e-8 });
        var energies = states.Resolved().Energies;
        var lowest = new double[energies.Length];
        lowest[0] = 1.0;
        tape.Backward(energies, lowest);

        var byDifferences = (Lowest(Step) - Lowest(-Step)) / (2 * Step);
        output.WriteLine(FormattableString.Invariant(
            $"dω/dz of atom 1: {problem.Positions.Adjoint[2]:F5} Eh/a0, dω/d {Parameter}: {problem.KernelParameters.Table(Parameter).Adjoint[0]:F5}, by differences {byDifferences:F5}"));

        double Lowest(double shift)
        {
            var table = model.Parameters[Parameter];
            var shifted = ExcitationModel.Of(model.Parameters.With(table.WithValues([table.Values[0] + shift])));
            return shifted.Predict(molecule, new ExcitationOptions { States = 1, Tolerance = 1e-8, WithAnalysis = false }).States[0].Energy;
        }
    }
}
