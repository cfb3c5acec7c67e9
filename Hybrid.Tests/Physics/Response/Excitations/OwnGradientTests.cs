using FluentAssertions;
using FluentAssertions.Execution;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>Energies and transition dipoles of GFN's own kernels against differences, by positions and parameters.</summary>
public sealed class OwnGradientTests
{
    /// <summary>
    /// Excitations are linear in the error of the populations, 1e-11 e, which differences over 1e-3 a0 make larger. What is wanted
    /// is 1e-6.
    /// </summary>
    private const double PositionTolerance = 1e-7;

    /// <summary>What is wanted for parameters.</summary>
    private const double Relative = 1e-5;

    /// <summary>Rounding of an excitation energy, to be divided by a step.</summary>
    private const double Rounding = 1e-11;

    public static TheoryData<string, string, bool> Cases => new()
    {
        { "gfn1-xtb", "methanol", false }, { "gfn2-xtb", "methanol", false }, { "gfn2-xtb", "nitric_acid", false },
        { "gfn1-xtb", "nitric_acid", true }, { "gfn2-xtb", "methanol", true }, { "gfn2-xtb", "oh_anion", true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Positions(string method, string molecule, bool isFullResponse)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure(molecule);
        var settings = Own.Settings(3, isFullResponse);
        var (ground, excitations) = Own.Solve(parameters, structure, settings, isRecording: true);
        var guess = ground.Scf.Populations.Value.ToArray();
        using var scope = new AssertionScope($"{method}, {molecule}");
        foreach (var quantity in new Quantity[] { new EnergyOf(0), new EnergyOf(2), new SquaredDipoleOf(0), new SquaredDipoleOf(1) })
        {
            if (IsDegenerate(excitations, quantity.State))
                continue;
            quantity.Backward(excitations);
            var adjoint = ground.Positions.Adjoint.ToArray();
            for (var e = 0; e < Math.Min(adjoint.Length, 9); e++)
            {
                var expected = Differences.FivePoint(h => Value(quantity, Moved(e, h)), 1e-3);
                adjoint[e].Should().BeApproximately(expected, PositionTolerance, "{0}, coordinate {1}", quantity, e);
            }
        }

        double Value(Quantity quantity, double[] positions) =>
            quantity.Of(Own.Solve(parameters, structure.At(positions), settings, guess: guess).Excitations);

        double[] Moved(int element, double step)
        {
            var positions = structure.Positions.ToArray();
            positions[element] += step;
            return positions;
        }
    }

    [Theory]
    [InlineData("gfn1-xtb", "formaldehyde")]
    [InlineData("gfn2-xtb", "formaldehyde")]
    public void Parameters(string method, string molecule)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure(molecule);
        var elements = structure.AtomicNumbers.ToArray().Distinct().ToArray();
        var settings = Own.Settings(2);
        var (ground, excitations) = Own.Solve(parameters, structure, settings, isRecording: true, isDifferentiated: _ => true);
        var guess = ground.Scf.Populations.Value.ToArray();
        var quantity = new EnergyOf(0);
        quantity.Backward(excitations);
        using var scope = new AssertionScope($"{method}, {molecule}");
        var seen = 0;
        foreach (var table in parameters.Tables.Where(table => ground.Parameters.Tables.ContainsKey(table.Name)))
        {
            var adjoint = ground.Parameters.Tables[table.Name].HasAdjoint ? ground.Parameters.Tables[table.Name].Adjoint.ToArray() : new double[table.Length];
            foreach (var entry in TouchedParameters.EntriesOf(parameters, table, elements))
            {
                var step = TouchedParameters.Step(table, entry);
                var expected = Differences.FivePoint(
                    h => quantity.Of(Own.Solve(TouchedParameters.Moved(parameters, table, entry, h), structure, settings, guess: guess).Excitations), step);
                adjoint[entry].Should().BeApproximately(expected, (Rounding / step) + (Relative * Math.Abs(expected)), table.Label(entry));
                seen += Math.Abs(expected) > 1e-6 ? 1 : 0;
            }
        }

        seen.Should().BeGreaterThan(15, "many parameters move an excitation");
    }

    private static bool IsDegenerate(ExcitationSolution excitations, int state)
    {
        var ω = excitations.States;
        return (state > 0 && ω[state].Energy - ω[state - 1].Energy < 1e-5) || (state + 1 < ω.Count && ω[state + 1].Energy - ω[state].Energy < 1e-5);
    }

    private abstract record Quantity(int State)
    {
        public abstract double Of(ExcitationSolution excitations);

        public abstract void Backward(ExcitationSolution excitations);
    }

    private sealed record EnergyOf(int State) : Quantity(State)
    {
        public override double Of(ExcitationSolution excitations) => excitations.States[State].Energy;

        public override void Backward(ExcitationSolution excitations)
        {
            var seed = new double[excitations.States.Count];
            seed[State] = 1.0;
            excitations.Reference.Tape.Backward(excitations.Resolved().Energies, seed);
        }
    }

    private sealed record SquaredDipoleOf(int State) : Quantity(State)
    {
        public override double Of(ExcitationSolution excitations) => Own.SquaredDipole(excitations.TransitionDipoles.Value, State);

        public override void Backward(ExcitationSolution excitations)
        {
            var μ = excitations.Resolved().Dipoles;
            var seed = new double[μ.Length];
            for (var c = 0; c < 3; c++)
                seed[(3 * State) + c] = 2.0 * μ.Value[(3 * State) + c];
            excitations.Reference.Tape.Backward(μ, seed);
        }
    }
}
