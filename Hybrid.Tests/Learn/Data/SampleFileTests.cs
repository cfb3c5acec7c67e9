using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Learn.Data;

public sealed class SampleFileTests : IDisposable
{
    private const string Ammonia = """
        4
        Properties=species:S:1:pos:R:3:q:R:1:forces:R:3 E1=7.2 f1=0.067 E2=9.5 f2=0.03 bad2=1 name=ammonia mu="0 0.1 -0.2"
        N -0.04 1.02 0.06 -0.9 1 2 3
        H 0.02 0.01 -0.03 0.3 0 0 0
        H 0.92 1.36 -0.03 0.3 0 0 0
        H -0.52 1.34 -0.78 0.3 0 0 0

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Labels_come_in_atomic_units()
    {
        var sample = Read(Ammonia, "energy_ev=E1", "energy2_ev=E2", "f1=f1", "singlet_2_suspect=bad2", "name=name", "charges=q", "forces_ev_per_angstrom=forces", "dipole_debye=mu").Samples.Single();
        sample.Name.Should().Be("ammonia");
        sample.States.Should().Equal(
            new ReferenceState(Multiplicity.Singlet, 7.2 / Constants.ElectronvoltPerHartree, 0.067),
            new ReferenceState(Multiplicity.Singlet, 9.5 / Constants.ElectronvoltPerHartree, null, 0.0));
        sample.StatesAreLowest.Should().BeTrue();
        sample.Charges!.Value.Should().Equal(-0.9, 0.3, 0.3, 0.3);
        sample.Forces!.Value[2].Should().BeApproximately(3.0 * Constants.AngstromPerBohr / Constants.ElectronvoltPerHartree, 1e-15);
        sample.Dipole!.Value[2].Should().BeApproximately(-0.2 / Constants.DebyePerAtomicUnit, 1e-15);
        sample.Energy.Should().BeNull();
        sample.Structure.AtomicNumbers.ToArray().Should().Equal(7, 1, 1, 1);
        sample.Structure.Properties.Should().BeEmpty("labels are read once and not kept as text");
    }

    [Fact]
    public void A_missing_optional_label_is_counted_and_the_states_below_it_keep_their_order()
    {
        var set = Read(Ammonia + Ammonia.Replace("E2=9.5 ", "", StringComparison.Ordinal), "energy_ev=E1", "energy2_ev=E2?", "total_energy_eh=E?", "singlet_2_suspect=bad2");
        set.Census.Samples.Should().Be(2);
        set.Census.Missing.Should().Equal(new Dictionary<string, int> { ["energy2_ev"] = 1, ["total_energy_eh"] = 2 });
        set.Census.Suspect.Should().Be(1);
        set.Samples.Select(sample => sample.States.Length).Should().Equal(2, 1);
        set.Samples.Should().OnlyContain(sample => sample.StatesAreLowest);
    }

    [Theory]
    [InlineData("E1=7.2 ", "energy_ev=E1?", "energy2_ev=E2", false)]
    [InlineData("E1=7.2 ", "energy_ev=E1?", "triplet_1_energy_ev=E2", true)]
    [InlineData("E2=9.5 ", "energy_ev=E1", "triplet_1_energy_ev=E2?", true)]
    public void A_gap_is_a_state_that_is_missing_below_another_of_its_spin(string missing, string first, string second, bool areLowest) =>
        Read(Ammonia.Replace(missing, "", StringComparison.Ordinal), first, second).Samples.Single().StatesAreLowest.Should().Be(areLowest);

    [Fact]
    public void States_in_one_value_may_come_in_any_order()
    {
        var sample = Read("1\nProperties=species:S:1:pos:R:3 E=\"9 7 8\"\nHe 0 0 0\n", "singlet_energies_ev=E").Samples.Single();
        sample.States.Select(state => state.Energy * Constants.ElectronvoltPerHartree).Should().BeEquivalentTo([9.0, 7.0, 8.0], options => options.Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-12)).WhenTypeIs<double>());
    }

    [Theory]
    [InlineData("energy_ev=E3", "*labels.extxyz, frame 1: expected the key E3 (energy_ev), but came a frame without it.")]
    [InlineData("charges=forces", "*labels.extxyz, frame 1: expected a number for each atom as forces (charges), but came 3.")]
    [InlineData("dipole_au=E1", "*labels.extxyz, frame 1: expected 3 numbers as E1 (dipole_au), but came 1.")]
    [InlineData("energy_ev=name", "*labels.extxyz, frame 1: expected a finite number as name (energy_ev), but came \"ammonia\".")]
    public void A_wrong_label_is_named_with_file_frame_and_key(string assignment, string message) =>
        FluentActions.Invoking(() => Read(Ammonia, assignment)).Should().Throw<SampleException>().WithMessage(message);

    [Theory]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("-1")]
    public void Energies_that_are_none_are_refused_even_when_optional(string value) =>
        FluentActions.Invoking(() => Read(Ammonia + Ammonia.Replace("E1=7.2", "E1=" + value, StringComparison.Ordinal), "energy_ev=E1?"))
            .Should().Throw<SampleException>().WithMessage($"*frame 2: expected * as E1 (energy_ev), but came *{value}*").Which.Frame.Should().Be(2);

    [Fact]
    public void An_element_that_does_not_belong_is_named()
    {
        var file = new SampleFile(Write(Ammonia), LabelMapping.None) { Elements = new HashSet<int> { 1, 6 } };
        FluentActions.Invoking(file.Read).Should().Throw<SampleException>().WithMessage("*frame 1: expected atoms of H, C, but came N.");
    }

    [Fact]
    public void A_stream_reads_no_further_than_it_is_asked()
    {
        var file = new SampleFile(Write(Ammonia + "4\nno atoms follow"), LabelMapping.Of(["energy_ev=E1"]));
        file.Stream().First().States.Should().ContainSingle();
        FluentActions.Invoking(() => file.Stream().Count()).Should().Throw<StructureFormatException>().WithMessage("*frame 2*");
    }

    [Fact]
    public void Structures_that_are_not_meant_are_not_looked_at()
    {
        var path = Write(Ammonia + Ammonia.Replace("E1=", "unlabelled=", StringComparison.Ordinal));
        FluentActions.Invoking(() => new SampleFile(path, LabelMapping.Of(["energy_ev=E1"])).Stream().Count()).Should().Throw<SampleException>();
        new SampleFile(path, LabelMapping.Of(["energy_ev=E1"])) { Where = structure => structure.Properties.ContainsKey("E1") }.Stream().Should().ContainSingle();
    }

    private SampleSet Read(string text, params string[] assignments) => new SampleFile(Write(text), LabelMapping.Of(assignments)).Read();

    private string Write(string text)
    {
        var path = Path.Combine(folder.Path, "labels.extxyz");
        File.WriteAllText(path, text);
        return path;
    }

    [Theory]
    [InlineData("nan 0 0 0.1", "0 0 0 0.1", "*line 3, frame 1: expected a finite number in column \"forces\", but came \"nan\".")]
    [InlineData("0 0 0 0.1", "0 0 0 nan", "*line 4, frame 1: expected a finite number in column \"q\", but came \"nan\".")]
    public void Numbers_of_atoms_that_are_none_are_refused_with_their_line(string first, string second, string message) =>
        FluentActions.Invoking(() => Read($"2\nProperties=species:S:1:pos:R:3:forces:R:3:q:R:1\nH 0 0 0 {first}\nH 0 0 0.74 {second}\n", "charges=q"))
            .Should().Throw<StructureFormatException>().WithMessage(message);
}
