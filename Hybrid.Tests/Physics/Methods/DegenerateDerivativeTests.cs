using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>
/// Derivatives at exactly degenerate orbitals: charges, dipole, and the sum over a degenerate set have them, along
/// directions that break the symmetry too.
/// </summary>
public sealed class DegenerateDerivativeTests
{
    /// <summary>Five-point differences of fields converged to 10⁻¹²; the floor is their rounding over the step.</summary>
    private const double Relative = 1e-5;
    private const double Floor = 2e-8;
    private const double Step = 1e-3;

    private static readonly ScfSettings Tight = new() { Accuracy = 1e-6 };

    public static TheoryData<string, string> Cases => new()
    {
        { "gfn1-xtb", "benzene" }, { "gfn2-xtb", "benzene" }, { "gfn2-xtb", "C60" }, { "gfn1-xtb", "oxygen atom" }, { "gfn2-xtb", "oxygen atom" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Populations_moments_and_sums_over_sets_equal_differences(string method, string system)
    {
        var structure = StructureOf(system);
        var tape = new Tape(new Arena());
        var state = Solve(tape, method, structure, scale: 1.0);
        foreach (var output in new Func<GroundState, (Variable Variable, double[] Seed)>[] { PopulationsOf, MomentsOf, HighestSetOf })
        {
            var (variable, seed) = output(state);
            tape.Backward(variable, seed);
            var byPositions = 0.0;
            var direction = Direction(structure.Positions.Length);
            for (var k = 0; k < direction.Length && state.Positions.HasAdjoint; k++)
                byPositions += direction[k] * state.Positions.Adjoint[k];
            var byLevels = 0.0;
            var levels = state.Parameters.Tables["level"];
            for (var k = 0; k < levels.Length; k++)
                byLevels += levels.Adjoint[k] * levels.Value[k] * Math.Cos(k);
            Compare(byPositions, h => Value(output, Solve(new Tape(new Arena(), isRecording: false), method, Moved(structure, direction, h), 1.0)));
            Compare(byLevels, h => Value(output, Solve(new Tape(new Arena(), isRecording: false), method, structure, 1.0 + h)));
        }
    }

    private static void Compare(double analytic, Func<double, double> value)
    {
        var difference = ((8.0 * (value(Step) - value(-Step))) - (value(2.0 * Step) - value(-2.0 * Step))) / (12.0 * Step);
        analytic.Should().BeApproximately(difference, (Relative * Math.Abs(difference)) + Floor);
    }

    private static double Value(Func<GroundState, (Variable Variable, double[] Seed)> output, GroundState state)
    {
        var (variable, seed) = output(state);
        var sum = 0.0;
        for (var k = 0; k < seed.Length; k++)
            sum += seed[k] * variable.Value[k];
        return sum;
    }

    private static (Variable Variable, double[] Seed) PopulationsOf(GroundState state) =>
        (state.Scf.Populations, Enumerable.Range(0, state.Scf.Populations.Length).Select(k => Math.Sin(k + 1.0)).ToArray());

    private static (Variable Variable, double[] Seed) MomentsOf(GroundState state) => (state.Moments, [0.3, -0.7, 0.5, 0, 0, 0, 0, 0, 0]);

    /// <summary>The sum of the highest occupied orbital's energy and those degenerate with it.</summary>
    private static (Variable Variable, double[] Seed) HighestSetOf(GroundState state)
    {
        var ε = state.Scf.OrbitalEnergies;
        var homo = 0;
        for (var i = 0; i < ε.Length; i++)
        {
            if (state.Scf.AlphaOccupations[i] > 0.5)
                homo = i;
        }

        var seed = new double[ε.Length];
        for (var i = 0; i < ε.Length; i++)
            seed[i] = Math.Abs(ε.Value[i] - ε.Value[homo]) < 0.02 ? 1.0 : 0.0; // far wider than a step splits a set, far narrower than to the next
        return (ε, seed);
    }

    private static GroundState Solve(Tape tape, string method, Structure structure, double scale)
    {
        var parameters = ParameterSet.Embedded(method);
        var levels = parameters["level"];
        var values = levels.Values.ToArray();
        for (var k = 0; k < values.Length; k++)
            values[k] *= 1.0 + ((scale - 1.0) * Math.Cos(k));
        var state = TightBindingMethod.Of(parameters.With(levels.WithValues(values)))
            .Solve(tape, structure, Tight, DenseLinearAlgebra.Default, table => table.Name == "level");
        state.Scf.Outcome.IsConverged.Should().BeTrue();
        return state;
    }

    private static double[] Direction(int length) => Enumerable.Range(0, length).Select(k => Math.Cos(2.3 * (k + 1))).ToArray();

    private static Structure Moved(Structure structure, double[] direction, double step) =>
        structure.WithPositions([.. direction.Select((d, k) => structure.Positions[k] + (step * d))]);

    private static Structure StructureOf(string system) => system switch
    {
        "benzene" => Benzene(),
        "C60" => new Structure([.. Enumerable.Repeat(6, 60)], DegenerateSystemTests.TruncatedIcosahedron(edge: 2.7)),
        _ => new Structure([8], [0.0, 0.0, 0.0], unpairedElectrons: 2),
    };

    private static Structure Benzene()
    {
        var positions = new List<double>();
        for (var A = 0; A < 12; A++)
        {
            var r = A < 6 ? 2.65 : 4.70;
            positions.AddRange([r * Math.Cos(A * Math.PI / 3.0), r * Math.Sin(A * Math.PI / 3.0), 0.0]);
        }

        return new Structure([6, 6, 6, 6, 6, 6, 1, 1, 1, 1, 1, 1], [.. positions]);
    }
}
