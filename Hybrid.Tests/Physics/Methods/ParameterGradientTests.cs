using FluentAssertions;
using FluentAssertions.Execution;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>
/// The gradient of the energy by every entry of every parameter table against differences of our own energies, for molecules
/// that together read every table.
/// </summary>
public sealed class ParameterGradientTests
{
    private const double Relative = 1e-6;

    /// <summary>An energy of 20 Eh has a few units in its last place, 4·10⁻¹⁵; a difference divides them by the step.</summary>
    private const double RoundingOfEnergies = 2e-12;

    /// <summary>What counts as a dependence: the weakest is that on the scale of three-body dispersion.</summary>
    private const double Noticeable = 1e-7;

    private static readonly string[] Molecules =
        ["methanol", "nitric_acid", "br2_nh3", "i2_h2o", "trichlorosilane", "cocl4_quartet", "ch3_radical", "oh_anion"];

    /// <summary>Tables that a method's file lists and its equations leave out: GFN1-xTB has no three-body dispersion.</summary>
    private static readonly Dictionary<string, string[]> Inert = new() { ["gfn1-xtb"] = ["d_s9"], ["gfn2-xtb"] = [] };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var molecule in Molecules)
            {
                data.Add("gfn1-xtb", molecule);
                data.Add("gfn2-xtb", molecule);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_entry_that_a_molecule_reads_has_its_derivative(string method, string molecule)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure(molecule);
        var elements = structure.AtomicNumbers.ToArray().Distinct().ToArray();
        var state = Solver.Solve(parameters, structure, isRecording: true, isDifferentiated: _ => true);
        var guess = state.Scf.Populations.Value.ToArray();
        using var scope = new AssertionScope($"{method}, {molecule}");
        foreach (var table in parameters.Tables.Where(table => state.Parameters.Tables.ContainsKey(table.Name)))
        {
            var adjoint = state.Parameters.Tables[table.Name].Adjoint;
            var touched = TouchedParameters.EntriesOf(parameters, table, elements).ToHashSet();
            foreach (var entry in touched)
            {
                var step = TouchedParameters.Step(table, entry);
                var expected = Differences.FivePoint(h => Solver.Energy(TouchedParameters.Moved(parameters, table, entry, h), structure, guess), step);
                adjoint[entry].Should().BeApproximately(expected, (RoundingOfEnergies / step) + (Relative * Math.Abs(expected)), table.Label(entry));
            }

            for (var entry = 0; entry < table.Length; entry++)
            {
                if (!touched.Contains(entry) && adjoint[entry] != 0.0)
                    adjoint[entry].Should().Be(0.0, "{0} is not in this molecule", table.Label(entry));
            }
        }
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Every_table_matters_to_some_molecule(string method)
    {
        var parameters = Solver.Parameters(method);
        var largest = parameters.Tables.ToDictionary(table => table.Name, _ => 0.0);
        foreach (var molecule in Molecules)
        {
            var state = Solver.Solve(parameters, Solver.Structure(molecule), isRecording: true, isDifferentiated: _ => true);
            foreach (var (name, variable) in state.Parameters.Tables)
                largest[name] = Math.Max(largest[name], variable.Adjoint.ToArray().Max(Math.Abs));
        }

        largest.Where(table => table.Value < Noticeable).Select(table => table.Key).Should().BeEquivalentTo(Inert[method]);
    }

    [Fact]
    public void Tables_that_are_not_asked_for_are_constants()
    {
        var state = Solver.Solve(Solver.Parameters("gfn2-xtb"), Solver.Structure("methanol"), isRecording: true, isDifferentiated: table => table.Name == "hubbard");
        state.Parameters.Tables.Values.Count(table => table.NeedsAdjoint).Should().Be(1);
        var all = Solver.Solve(Solver.Parameters("gfn2-xtb"), Solver.Structure("methanol"), isRecording: true, isDifferentiated: _ => true);
        state.Parameters.Tables["hubbard"].Adjoint.ToArray().Should().Equal(all.Parameters.Tables["hubbard"].Adjoint.ToArray());
    }
}
