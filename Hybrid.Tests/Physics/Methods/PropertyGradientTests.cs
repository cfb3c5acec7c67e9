using FluentAssertions;
using FluentAssertions.Execution;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>
/// Derivatives of charges, multipoles, moments and orbital energies, which go through the implicit adjoint, against differences.
/// </summary>
public sealed class PropertyGradientTests
{
    private const double Step = 5e-4;

    private const double Relative = 1e-5;

    /// <summary>Populations converge to 10⁻¹¹; divided by the step.</summary>
    private const double AbsoluteFloor = 2e-7;

    /// <summary>In Eh; moving an atom by a step moves a level by less than a hundredth of this.</summary>
    private const double SeparateLevels = 0.05;

    public enum Property
    {
        Populations,
        Moments,
        OrbitalEnergies,
    }

    public static TheoryData<string, string, Property> Cases
    {
        get
        {
            var data = new TheoryData<string, string, Property>();
            foreach (var molecule in new[] { "methanol", "trichlorosilane", "oh_radical", "br2_nh3", "ticl3_radical", "nh4_cation" })
            {
                foreach (var property in Enum.GetValues<Property>())
                {
                    data.Add("gfn1-xtb", molecule, property);
                    data.Add("gfn2-xtb", molecule, property);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Derivatives_by_positions_and_parameters_are_differences(string method, string molecule, Property property)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure(molecule);
        var tape = new Tape(new Arena());
        var state = TightBindingMethod.Of(parameters).Solve(tape, structure, Solver.Tight, DenseLinearAlgebra.Default, _ => true);
        var output = Of(state, property);
        var seeds = property == Property.OrbitalEnergies ? SeedsOfSets(output.Value) : LayerGradient.Seeds(output.Length);
        tape.Backward(output, seeds);
        using var scope = new AssertionScope($"{method}, {molecule}");

        var gradient = state.Positions.Adjoint.ToArray();
        gradient.Should().Contain(g => Math.Abs(g) > 1e-3);
        for (var k = 0; k < gradient.Length; k++)
            gradient[k].Should().BeApproximately(Differences.FivePoint(h => Value(parameters, Moved(k, h)), Step), Tolerance(gradient), "coordinate {0}", k);

        var elements = structure.AtomicNumbers.ToArray().Distinct().ToArray();
        foreach (var name in new[] { "level", "slater_exponent", "hubbard", "cn_shift", "reference_occupation", "coulomb_exponent", "k_ss", "en_scale" })
        {
            var table = parameters[name];
            var adjoint = state.Parameters.Tables[name].Adjoint.ToArray();
            foreach (var entry in TouchedParameters.EntriesOf(parameters, table, elements).Take(4))
            {
                var expected = Differences.FivePoint(
                    h => Value(TouchedParameters.Moved(parameters, table, entry, h), structure), TouchedParameters.Step(table, entry));
                adjoint[entry].Should().BeApproximately(expected, Tolerance(adjoint), table.Label(entry));
            }
        }

        Structure Moved(int coordinate, double h)
        {
            var moved = structure.Positions.ToArray();
            moved[coordinate] += h;
            return structure.At(moved);
        }

        double Value(ParameterSet at, Structure of)
        {
            var there = Of(Solver.Solve(at, of, guess: state.Scf.Populations.Value), property).Value;
            var sum = 0.0;
            for (var i = 0; i < seeds.Length; i++)
                sum += seeds[i] * there[i];
            return sum;
        }
    }

    /// <summary>
    /// One weight for all levels of a set: a single level that nearly meets another bends so sharply that no difference follows it.
    /// </summary>
    private static double[] SeedsOfSets(ReadOnlySpan<double> ε)
    {
        var seeds = new double[ε.Length];
        for (int i = 0, set = 0; i < seeds.Length; i++)
        {
            if (i > 0 && ε[i] - ε[i - 1] > SeparateLevels)
                set++;
            seeds[i] = Math.Sin(set + 1.0);
        }

        return seeds;
    }

    private static double Tolerance(double[] gradient) => AbsoluteFloor + (Relative * gradient.Max(Math.Abs));

    private static Variable Of(GroundState state, Property property) => property switch
    {
        Property.Populations => state.Scf.Populations,
        Property.Moments => state.Moments,
        _ => state.Scf.OrbitalEnergies,
    };
}
