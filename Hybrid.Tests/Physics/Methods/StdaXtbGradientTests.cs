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
/// The derivatives of a random linear function of everything that sTDA-xTB gives (H, all integrals, charges of both kinds, the
/// shift of virtual orbitals) against five-point differences, through both diagonalisations.
/// </summary>
public sealed class StdaXtbGradientTests
{
    private const double Relative = 1e-6;

    /// <summary>Differences of a function of order ten have a rounding error of some 10⁻¹⁴, which is divided by the step.</summary>
    private const double Rounding = 2e-13;

    private const double PositionStep = 2e-3;

    private static readonly ParameterSet Parameters = ParameterSet.Embedded("stda-xtb");

    /// <summary>Together they read every table: valence d shells, diffuse shells, ions, elements of all blocks.</summary>
    public static TheoryData<string> Molecules => ["methanol", "trichlorosilane", "nitric_acid", "nh4_cation", "hobr", "ticl4"];

    [Theory]
    [MemberData(nameof(Molecules))]
    public void Positions_have_their_derivative(string molecule)
    {
        var structure = Solver.Structure(molecule);
        var (_, gradient, _) = Differentiated(structure, static _ => false);
        var scale = gradient.Max(Math.Abs);
        scale.Should().BeGreaterThan(1e-2);
        for (var i = 0; i < Math.Min(gradient.Length, 9); i++)
        {
            var expected = Differences.FivePoint(h => Value(Parameters, Moved(structure, i, h)), PositionStep);
            gradient[i].Should().BeApproximately(expected, (Rounding / PositionStep) + (Relative * scale), "coordinate {0} of {1}", i, molecule);
        }
    }

    [Theory]
    [MemberData(nameof(Molecules))]
    public void Every_entry_that_a_molecule_reads_has_its_derivative(string molecule)
    {
        var structure = Solver.Structure(molecule);
        var elements = structure.AtomicNumbers.ToArray().Distinct().ToArray();
        var (_, _, tables) = Differentiated(structure, static table => table.PriorWidth > 0.0);
        using var scope = new AssertionScope(molecule);
        foreach (var (name, adjoint) in tables)
        {
            var table = Parameters[name];
            var touched = TouchedParameters.EntriesOf(Parameters, table, elements).ToHashSet();
            foreach (var entry in touched)
            {
                var step = TouchedParameters.Step(table, entry);
                var expected = Differences.FivePoint(h => Value(TouchedParameters.Moved(Parameters, table, entry, h), structure), step);
                adjoint[entry].Should().BeApproximately(expected, (Rounding / step) + (Relative * Math.Abs(expected)), table.Label(entry));
            }

            adjoint.Where((value, entry) => value != 0.0 && !touched.Contains(entry)).Should().BeEmpty("{0} has no other entries of this molecule", name);
        }
    }

    [Fact]
    public void Every_table_of_the_Hamiltonian_matters()
    {
        var largest = new Dictionary<string, double>();
        foreach (var molecule in new[] { "methanol", "trichlorosilane", "ticl4" })
        {
            foreach (var (name, adjoint) in Differentiated(Solver.Structure(molecule), static table => table.PriorWidth > 0.0).Tables)
                largest[name] = Math.Max(largest.GetValueOrDefault(name), adjoint.Max(Math.Abs));
        }

        largest.Where(table => table.Value < 1e-4).Should().BeEmpty();
        string[] beginnings = ["valence_", "extended_", "cm5_", "electronegativity"];
        Parameters.Tables.Where(table => table.PriorWidth > 0.0).Select(table => table.Name)
            .Where(name => Array.Exists(beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal)))
            .Should().BeSubsetOf(largest.Keys);
    }

    private static double Value(ParameterSet parameters, Structure structure)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var value = 0.0;
        foreach (var (output, seed) in Outputs(StdaXtb.Of(parameters).Record(tape, structure, DenseLinearAlgebra.Default)))
        {
            for (var i = 0; i < seed.Length; i++)
                value += seed[i] * output.Value[i];
        }

        return value;
    }

    private static (ExcitationHamiltonian Hamiltonian, double[] Positions, Dictionary<string, double[]> Tables) Differentiated(
        Structure structure, Func<ParameterTable, bool> isDifferentiated)
    {
        var tape = new Tape(new Arena());
        var hamiltonian = StdaXtb.Of(Parameters).Record(tape, structure, DenseLinearAlgebra.Default, isDifferentiated);
        foreach (var (output, seed) in Outputs(hamiltonian).Where(pair => pair.Output.NeedsAdjoint))
            tape.Seed(output, seed);
        tape.PropagateSeeds();
        return (hamiltonian, hamiltonian.Positions.Adjoint.ToArray(),
            hamiltonian.Parameters.Tables.Where(table => table.Value.NeedsAdjoint).ToDictionary(table => table.Key, table => table.Value.Adjoint.ToArray()));
    }

    private static IEnumerable<(Variable Output, double[] Seed)> Outputs(ExcitationHamiltonian h) =>
        new[] { h.Hamiltonian, h.Integrals.Values, h.ValenceCharges, h.Charges, h.VirtualShift }.Select(output => (output, LayerSeeds(output.Length)));

    private static double[] LayerSeeds(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((1.7 * i) + 0.3))];

    private static Structure Moved(Structure structure, int coordinate, double step)
    {
        var positions = structure.Positions.ToArray();
        positions[coordinate] += step;
        return structure.At(positions);
    }
}
