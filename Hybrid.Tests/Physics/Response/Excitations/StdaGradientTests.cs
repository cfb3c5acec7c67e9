using FluentAssertions;
using FluentAssertions.Execution;
using Hybrid.Core.Structures;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Spectra;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>Excitations of sTDA-xTB through both diagonalisations and the kernel, against differences.</summary>
public sealed class StdaGradientTests
{
    /// <summary>
    /// In the nearly dependent basis orbital energies reach 2,400 Eh, and rounding leaves excitations good to some 1e-11 Eh, which
    /// differences divide by 1e-3 a0. What is wanted is 1e-6.
    /// </summary>
    private const double PositionTolerance = 1e-7;

    /// <summary>What is wanted for parameters.</summary>
    private const double Relative = 1e-5;

    /// <summary>Rounding of an excitation energy, to be divided by a step.</summary>
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData("methanol", Multiplicity.Singlet, false)]
    [InlineData("methanol", Multiplicity.Triplet, true)]
    [InlineData("nitric_acid", Multiplicity.Singlet, true)]
    [InlineData("nh4_cation", Multiplicity.Triplet, false)]
    [InlineData("methanethiol", Multiplicity.Singlet, false)]
    public void Energies_by_positions(string molecule, Multiplicity multiplicity, bool isFullResponse)
    {
        var structure = Generic(molecule);
        var settings = Stda.Settings(4, isFullResponse);
        var (problem, excitations) = Stda.Solve(Stda.Parameters, structure, multiplicity, settings, isRecording: true);
        double[] weights = [0.7, -0.4, 1.1, 0.6];
        excitations.Reference.Tape.Backward(excitations.Resolved().Energies, Padded(weights, excitations.States.Count));
        var gradient = problem.Positions.Adjoint.ToArray();
        for (var e = 0; e < Math.Min(gradient.Length, 9); e++)
        {
            var expected = Differences.FivePoint(h => Weighted(Stda.Solve(Stda.Parameters, Moved(structure, e, h), multiplicity, settings).Excitations), 1e-3);
            gradient[e].Should().BeApproximately(expected, PositionTolerance, "coordinate {0}", e);
        }

        double Weighted(ExcitationSolution solution) => weights.Zip(solution.States, (w, state) => w * state.Energy).Sum();
    }

    [Theory]
    [InlineData("methanol", false)]
    [InlineData("formaldehyde", true)]
    public void Oscillator_strengths_by_positions(string molecule, bool isFullResponse)
    {
        var structure = Generic(molecule);
        var settings = Stda.Settings(3, isFullResponse);
        var (problem, excitations) = Stda.Solve(Stda.Parameters, structure, Multiplicity.Singlet, settings, isRecording: true);
        var (ω, μ) = excitations.Resolved();
        const int state = 1;
        var byEnergy = new double[ω.Length];
        var byDipole = new double[μ.Length];
        byEnergy[state] = 2.0 / 3.0 * Own.SquaredDipole(μ.Value, state);
        for (var c = 0; c < 3; c++)
            byDipole[(3 * state) + c] = 4.0 / 3.0 * ω.Value[state] * μ.Value[(3 * state) + c];
        var tape = excitations.Reference.Tape;
        tape.ForgetAdjoints();
        tape.Seed(ω, byEnergy);
        tape.Seed(μ, byDipole);
        tape.PropagateSeeds();
        excitations.AdjointOutcome!.Value.IsConverged.Should().BeTrue();
        var gradient = problem.Positions.Adjoint.ToArray();
        for (var e = 0; e < Math.Min(gradient.Length, 9); e++)
        {
            var expected = Differences.FivePoint(h => Strength(Stda.Solve(Stda.Parameters, Moved(structure, e, h), Multiplicity.Singlet, settings).Excitations), 1e-3);
            gradient[e].Should().BeApproximately(expected, PositionTolerance, "coordinate {0}", e);
        }

        static double Strength(ExcitationSolution solution) =>
            2.0 / 3.0 * solution.States[state].Energy * Own.SquaredDipole(solution.TransitionDipoles.Value, state);
    }

    [Fact]
    public void The_whole_spectrum_by_positions_of_a_symmetric_molecule()
    {
        // Benzene: pairs of degenerate states, which displacements split. The states above the last one lie far below the lines' tails.
        var structure = ExactMolecules.Benzene();
        var settings = Stda.Settings(12);
        var broadening = Broadening.FromElectronvolt(LineShape.Gaussian, 0.1);
        var axis = SpectralAxis.Of(Hybrid.Core.IO.SpectralUnit.Electronvolt, 7.5, 7.9, 9);
        var (problem, excitations) = Stda.Solve(Stda.Parameters, structure, Multiplicity.Singlet, settings, isRecording: true);
        var curve = Spectrum.Record(excitations.Reference.Tape, excitations.Energies, excitations.TransitionDipoles, broadening, axis);
        var seed = Enumerable.Range(0, curve.Length).Select(k => 1e-4 * (1.0 + (0.1 * k))).ToArray();
        excitations.Reference.Tape.Backward(curve, seed);
        var gradient = problem.Positions.Adjoint.ToArray();
        var direction = Enumerable.Range(0, gradient.Length).Select(k => Math.Cos(2.3 * (k + 1))).ToArray();
        var expected = Differences.FivePoint(
            h =>
            {
                var moved = structure.At(structure.Positions.ToArray().Zip(direction, (r, d) => r + (h * d)).ToArray());
                var solution = Stda.Solve(Stda.Parameters, moved, Multiplicity.Singlet, settings).Excitations;
                var values = Spectrum.Record(solution.Reference.Tape, solution.Energies, solution.TransitionDipoles, broadening, axis).Value;
                var sum = 0.0;
                for (var k = 0; k < seed.Length; k++)
                    sum += seed[k] * values[k];
                return sum;
            },
            5e-4);
        var analytic = gradient.Zip(direction, (g, d) => g * d).Sum();
        Math.Abs(expected).Should().BeGreaterThan(1e-2, "the test must see the spectrum move");
        analytic.Should().BeApproximately(expected, 1e-5 * gradient.Max(Math.Abs));
    }

    [Theory]
    [InlineData("methanethiol", Multiplicity.Singlet)]
    [InlineData("formaldehyde", Multiplicity.Triplet)]
    public void Every_parameter_that_a_molecule_reads(string molecule, Multiplicity multiplicity)
    {
        var structure = Generic(molecule);
        var elements = structure.AtomicNumbers.ToArray().Distinct().ToArray();
        var settings = Stda.Settings(2);
        var (problem, excitations) = Stda.Solve(Stda.Parameters, structure, multiplicity, settings, isRecording: true, table => table.PriorWidth > 0.0);
        excitations.Reference.Tape.Backward(excitations.Resolved().Energies, Padded([1.0], excitations.States.Count));
        using var scope = new AssertionScope($"{molecule}, {multiplicity}");
        var seen = new HashSet<string>();
        foreach (var table in Stda.Parameters.Tables.Where(table => table.PriorWidth > 0.0 && problem.Parameters.Tables.ContainsKey(table.Name)))
        {
            var variable = problem.Parameters.Tables[table.Name];
            var adjoint = variable.HasAdjoint ? variable.Adjoint.ToArray() : new double[table.Length];
            foreach (var entry in TouchedParameters.EntriesOf(Stda.Parameters, table, elements))
            {
                var step = TouchedParameters.Step(table, entry);
                var expected = Differences.FivePoint(
                    h => Stda.Solve(TouchedParameters.Moved(Stda.Parameters, table, entry, h), structure, multiplicity, settings).Excitations.States[0].Energy, step);
                adjoint[entry].Should().BeApproximately(expected, (Rounding / step) + (Relative * Math.Abs(expected)), table.Label(entry));
                if (Math.Abs(expected) > 1e-6)
                    seen.Add(table.Name);
            }
        }

        seen.Should().Contain(["hardness", "exact_exchange", "coulomb_exponent", "shift_height", "virtual_shift", "extended_level", "extended_exponent", "valence_level"]);
        seen.Should().Contain(multiplicity == Multiplicity.Singlet ? ["exchange_exponent"] : ["spin_attraction_pp", "triplet_shift"]);
    }

    [Fact]
    public void The_sum_of_a_degenerate_pair_has_its_derivative()
    {
        var structure = ExactMolecules.Benzene();
        var settings = Stda.Settings(12);
        var (problem, excitations) = Stda.Solve(Stda.Parameters, structure, Multiplicity.Singlet, settings, isRecording: true);
        var first = Enumerable.Range(0, excitations.States.Count - 1).First(k => excitations.States[k + 1].Energy - excitations.States[k].Energy < 1e-8);
        var seed = new double[excitations.States.Count];
        seed[first] = seed[first + 1] = 1.0;
        excitations.Reference.Tape.Backward(excitations.Resolved().Energies, seed);
        var gradient = problem.Positions.Adjoint.ToArray();
        foreach (var e in new[] { 0, 1, 7, 20 })
        {
            var expected = Differences.FivePoint(
                h =>
                {
                    var states = Stda.Solve(Stda.Parameters, Moved(structure, e, h), Multiplicity.Singlet, settings).Excitations.States;
                    return states[first].Energy + states[first + 1].Energy;
                },
                1e-3);
            gradient[e].Should().BeApproximately(expected, PositionTolerance);
        }
    }

    /// <summary>A molecule away from any symmetry, so that no states cross.</summary>
    private static Structure Generic(string molecule)
    {
        var structure = Solver.Structure(molecule);
        return structure.At(structure.Positions.ToArray().Select((r, k) => r + (0.03 * Math.Sin(1.7 * (k + 1)))).ToArray());
    }

    private static Structure Moved(Structure structure, int element, double step)
    {
        var positions = structure.Positions.ToArray();
        positions[element] += step;
        return structure.At(positions);
    }

    private static double[] Padded(double[] weights, int count)
    {
        var padded = new double[count];
        weights.AsSpan(0, Math.Min(count, weights.Length)).CopyTo(padded);
        return padded;
    }
}
