using FluentAssertions;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Learn.Data;

public sealed class TransitionTableTests : IDisposable
{
    private const string Molecules = """
        2
        Properties=species:S:1:pos:R:3 name="carbon monoxide" parent=CO
        C 0 0 0
        O 0 0 1.13
        2
        Properties=species:S:1:pos:R:3 name=CO_ES parent=CO
        C 0 0 0
        O 0 0 1.23
        1
        Properties=species:S:1:pos:R:3 name=helium parent=He
        He 0 0 0

        """;

    private const string Transitions = """
        transition_id,molecule,spin_multiplicity,TBE_eV,f,is_rydberg,safe,is_genuine_double
        CO:1,carbon monoxide,1,8.49,0.084,0,1,0
        CO:2,carbon monoxide,3,6.30,,0,1,0
        "CO, the third",carbon monoxide,1,10.90,0.003,1,0,0
        CO:4,carbon monoxide,1,7.0,,0,1,1
        CO:5,carbon monoxide,1,,,0,1,0
        ES:1,CO_ES,1,7.2,,,,0

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void States_go_to_the_geometry_of_their_name_by_ascending_energy()
    {
        var samples = Read(Transitions);
        samples.Select(sample => sample.Name).Should().Equal("carbon monoxide", "CO_ES");
        samples[0].States.Should().Equal(
            new ReferenceState(Multiplicity.Triplet, 6.30 / Constants.ElectronvoltPerHartree, null, 1.0, false, "CO:2"),
            new ReferenceState(Multiplicity.Singlet, 8.49 / Constants.ElectronvoltPerHartree, 0.084, 1.0, false, "CO:1"),
            new ReferenceState(Multiplicity.Singlet, 10.90 / Constants.ElectronvoltPerHartree, 0.003, 0.5, true, "CO, the third"));
        samples[1].States.Single().IsRydberg.Should().BeNull();
        samples.Should().OnlyContain(sample => !sample.StatesAreLowest && sample.Level == "tbe" && sample.Molecule == "CO");
        samples[0].LowestValence(Multiplicity.Singlet)!.Label.Should().Be("CO:1");
    }

    [Fact]
    public void All_geometries_of_a_species_are_in_one_half()
    {
        var halves = MoleculeSplit.Parts(Read(Transitions), seed: 0, 0.5, 0.5);
        halves.Select(half => half.Count).Should().BeEquivalentTo([0, 2]);
    }

    [Theory]
    [InlineData("8.49,0.084", "8,49,0.084", "line 2: expected 8 values, but came 9.")]
    [InlineData("8.49", "nan", "line 2: expected a finite number, but came \"nan\".")]
    [InlineData("8.49", "-8.49", "line 2: expected an excitation energy above zero as TBE_eV, but came -8.49.")]
    [InlineData("carbon monoxide,3", "carbon monoxide,2", "line 3: expected 1 or 3 as spin_multiplicity, but came \"2\".")]
    [InlineData("ES:1,CO_ES", "ES:1,CO_excited", "line 7: expected the name of a structure, but came \"CO_excited\".")]
    [InlineData("CO:1,carbon monoxide", "\"CO:1,carbon monoxide", "line 2: expected a quote that closes the value, but came the end of the line.")]
    [InlineData("\"CO, the third\"", "\"CO, the\" third", "line 4: expected a comma after a value in quotes, but came \" \".")]
    [InlineData("TBE_eV", "energy", "line 1: expected a column TBE_eV, but came transition_id, molecule, *")]
    public void What_is_wrong_is_named_with_its_line(string right, string wrong, string message) =>
        FluentActions.Invoking(() => Read(Transitions.Replace(right, wrong, StringComparison.Ordinal))).Should().Throw<SampleException>().WithMessage("*transitions.csv, " + message);

    private IReadOnlyList<Sample> Read(string transitions)
    {
        File.WriteAllText(Path.Combine(folder.Path, "molecules.extxyz"), Molecules);
        File.WriteAllText(Path.Combine(folder.Path, "transitions.csv"), transitions);
        return QuestDatabase.Read(folder.Path);
    }
}
