using System.Text;
using FluentAssertions;
using Hybrid.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Physics.Parameters;

/// <summary>Every way in which a parameter file can be wrong is answered with one sentence that names file and place.</summary>
public class ParameterFileTests
{
    private static readonly string Text = Embedded();

    [Fact]
    public void A_line_ending_of_another_system_is_no_edit()
    {
        var read = Read(Text.Replace("\n", "\r\n", StringComparison.Ordinal));
        read["hubbard"].Values.SequenceEqual(ParameterSet.Embedded("gfn1-xtb")["hubbard"].Values).Should().BeTrue();
    }

    [Fact]
    public void An_edited_number_is_noticed_and_the_digest_that_accepts_it_is_named()
    {
        var edited = Text.Replace("\"k_ss\": 1.85", "\"k_ss\": 1.86", StringComparison.Ordinal);
        var message = Failure(edited);
        message.Should().MatchRegex(
            @"^test\.json, \$\.sha256: the digest [0-9a-f]{64} of the content was expected, but [0-9a-f]{64} came: the file was edited or damaged \(state the former if the change is meant\)\.$");
        Read(Digested(edited))["k_ss"].Values[0].Should().Be(1.86);
    }

    [Fact]
    public void Another_number_of_primitives_is_another_set()
    {
        var edited = Read(Digested(Text.Replace("\"shell\": \"2s\", \"primitives\": 3", "\"shell\": \"2s\", \"primitives\": 4", StringComparison.Ordinal)));
        edited.Shells(1)[1].PrimitiveCount.Should().Be(4);
        edited.Tables.Zip(ParameterSet.Embedded("gfn1-xtb").Tables, (ours, theirs) => ours.Values.SequenceEqual(theirs.Values)).Should().OnlyContain(same => same);
        ParameterDigest.Of(edited).Should().NotBe(ParameterDigest.Of(ParameterSet.Embedded("gfn1-xtb")));
    }

    [Fact]
    public void Another_prior_width_is_the_same_physics_but_not_to_learned_weights()
    {
        var edited = Read(Digested(Text.Replace("\"prior_width\": 0.1", "\"prior_width\": 0.2", StringComparison.Ordinal)));
        var embedded = ParameterSet.Embedded("gfn1-xtb");
        edited.Digest.Should().Be(embedded.Digest);
        edited.LearningDigest.Should().NotBe(embedded.LearningDigest);
    }

    [Fact]
    public void No_truncated_file_loads()
    {
        var end = Text.TrimEnd().Length;
        for (var length = 0; length < end; length += 997)
            Failure(Text[..length]).Should().StartWith("test.json, line ").And.EndWith("the file breaks off or is malformed here.");
        Failure(Text[..(end - 1)]).Should().Contain("the file breaks off");
    }

    [Fact]
    public void No_file_with_a_missing_line_loads()
    {
        var lines = Text.Split('\n');
        for (var i = 1; i < lines.Length - 1; i += 41)
            Failure(string.Join('\n', lines.Where((_, line) => line != i))).Should().StartWith("test.json, ");
    }

    [Theory]
    [InlineData("\"version\": 1,", "\"version\": 1, \"version\": 1,", "test.json*: valid JSON without repeated members was expected, but the file breaks off or is malformed here.")]
    [InlineData("\"hybrid-parameters\"", "\"other\"", "test.json, $.format: \"hybrid-parameters\" was expected, but \"other\" came.")]
    [InlineData("\"version\": 1", "\"version\": 2", "test.json, $.version: version 1 was expected, but 2 came.")]
    [InlineData("\"version\": 1", "\"version\": 1.5", "test.json, $.version: a whole number from 0 to 2147483647 was expected, but 1.5 came.")]
    [InlineData("\"doi\"", "\"isbn\"", "test.json, $: the members format, *, sha256 were expected, but \"isbn\" came.")]
    [InlineData("\"name\": \"GFN1-xTB\"", "\"name\": 3", "test.json, $.name: a text was expected, but a number came.")]
    [InlineData("\"electronvolt_per_hartree\": 27.21138505", "\"electronvolt_per_hartree\": 0", "test.json, $.electronvolt_per_hartree: a positive number was expected, but 0 came.")]
    [InlineData("\"k_ss\": {\"domain\": \"global\"", "\"k_ss\": {\"domain\": \"atom\"", "test.json, $.tables.k_ss.domain: global, element, shell or pair was expected, but \"atom\" came.")]
    [InlineData("\"unit\": \"eV\"", "\"unit\": \"kcal\"", "test.json, $.tables.level.unit: 1, e, Eh, eV, a0, angstrom or 1/a0 was expected, but \"kcal\" came.")]
    [InlineData("\"prior_width\": 0.05", "\"prior_width\": -1", "test.json, $.tables.k_ss.prior_width: a number from zero was expected, but -1 came.")]
    [InlineData("\"positive\": true", "\"positive\": 1", "test.json, $.tables.k_ss.positive: true or false was expected, but a number came.")]
    [InlineData("\"k_ss\": 1.85, ", "", "test.json, $.globals: the member \"k_ss\" was expected, but is missing.")]
    [InlineData("\"k_ss\": 1.85", "\"k_ss\": null", "test.json, $.globals.k_ss: a number was expected, but null came.")]
    [InlineData("\"k_ss\": 1.85", "\"k_ss\": -1.85", "test.json, $.globals.k_ss: a positive number was expected, but -1.85 came.")]
    [InlineData("\"k_ss\": 1.85", "\"k_ss\": 1e999", "test.json, $.globals.k_ss: a finite number was expected, but a larger one came.")]
    [InlineData("\"H\": {\"H\": 0.96}", "\"H\": {\"Li\": 0.96}", "test.json, $.pairs.pair_scale.rows.H.Li: a row was expected to name elements up to its own, but H names Li.")]
    [InlineData("\"H\": {\"H\": 0.96}", "\"H\": {\"Xx\": 0.96}", "test.json, $.pairs.pair_scale.rows.H.Xx: an element symbol from H to Rn was expected, but \"Xx\" came.")]
    [InlineData("\"symbol\": \"He\"", "\"symbol\": \"C\"", "test.json, $.elements[1].symbol: \"He\" was expected for number 2, but \"C\" came.")]
    [InlineData("\"number\": 2,", "\"number\": 87,", "test.json, $.elements[1].number: a whole number from 1 to 86 was expected, but 87 came.")]
    [InlineData("\"symbol\": \"He\", \"number\": 2,", "\"symbol\": \"H\", \"number\": 1,", "test.json, $.elements[1].number: each element was expected once, but H came twice.")]
    [InlineData("\"shell\": \"2s\", \"primitives\": 3", "\"shell\": \"2q\", \"primitives\": 3", "test.json, $.elements[0].shells[1].shell: a shell such as 2p was expected, but \"2q\" came.")]
    [InlineData("\"shell\": \"2s\", \"primitives\": 3", "\"shell\": \"1s\", \"primitives\": 3", "test.json, $.elements[0].shells: different shells were expected, but one came twice.")]
    [InlineData("\"primitives\": 3", "\"primitives\": 9", "test.json, $.elements[0].shells[1].primitives: a whole number from 1 to 6 was expected, but 9 came.")]
    [InlineData("\"level\": -10.923452", "\"levle\": -10.923452", "test.json, $.elements[0].shells[0].values: the members level, * were expected, but \"levle\" came.")]
    [InlineData("\"elements\": [", "\"elements\": [7, ", "test.json, $.elements[0]: an object was expected, but a number came.")]
    public void A_wrong_file_is_answered_with_one_sentence(string right, string wrong, string sentence)
    {
        Text.Should().Contain(right);
        var at = Text.IndexOf(right, StringComparison.Ordinal);
        Failure(Digested(Text[..at] + wrong + Text[(at + right.Length)..])).Should().Match(sentence);
    }

    [Fact]
    public void An_element_without_shells_is_refused()
    {
        var at = Text.IndexOf("     \"shells\": [", StringComparison.Ordinal);
        var end = Text.IndexOf("]},", at, StringComparison.Ordinal);
        Failure(Digested(Text[..at] + "     \"shells\": [" + Text[end..]))
            .Should().Be("test.json, $.elements[0].shells: at least one shell was expected, but none came.");
    }

    [Fact]
    public void An_element_that_is_left_out_is_not_covered()
    {
        var at = Text.IndexOf("    {\"symbol\": \"He\"", StringComparison.Ordinal);
        var end = Text.IndexOf("    {\"symbol\": \"Li\"", StringComparison.Ordinal);
        var set = Read(Digested(Text[..at] + Text[end..]));
        set.Covers(2).Should().BeFalse();
        set.Elements.Should().HaveCount(85);
        set["hubbard"].Values[1].Should().Be(1, "a positive table is neutral at one");
        set["level"].Label(set.FirstShell(3)).Should().Be("level[Li.2s]");
    }

    [Theory]
    [InlineData("\"shell\": \"2s\", \"step\": \"extended\"", "\"shell\": \"2s\", \"step\": \"third\"", "test.json, $.elements[0].shells[2]: a shell of one of the tables' steps (valence, extended) was expected, but \"third\" came.")]
    [InlineData("\"shell\": \"2s\", \"step\": \"extended\"", "\"shell\": \"2s\", \"step\": \"valence\"", "test.json, $.elements[0].shells[2].values: the members valence_level, valence_exponent were expected, but \"extended_level\" came.")]
    [InlineData("\"shell\": \"2s\", \"step\": \"extended\"", "\"shell\": \"2s\", \"step\": 2", "test.json, $.elements[0].shells[2].step: a text was expected, but a number came.")]
    [InlineData("\"shell\": \"2s\", \"step\": \"extended\"", "\"shell\": \"1s\", \"step\": \"extended\"", "test.json, $.elements[0].shells: different shells were expected, but one came twice.")]
    [InlineData("\"domain\": \"global\"", "\"domain\": \"global\", \"step\": \"valence\"", "test.json, $.tables.valence_k_s: the members domain, * were expected, but \"step\" came.")]
    public void A_wrong_file_of_several_steps_is_answered_with_one_sentence(string right, string wrong, string sentence)
    {
        var text = Embedded("stda-xtb");
        var at = text.IndexOf(right, StringComparison.Ordinal);
        at.Should().BeGreaterThan(0);
        Failure(Digested(text[..at] + wrong + text[(at + right.Length)..])).Should().Match(sentence);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        FluentActions.Invoking(() => ParameterSet.Load(folder.Path)).Should().Throw<FileNotFoundException>()
            .WithMessage($"A parameter file was expected at {Path.Combine(folder.Path, "parameters.json")}, but there is none.");
    }

    private static ParameterSet Read(string text) => ParameterFileReader.Read(Encoding.UTF8.GetBytes(text), "test.json");

    private static string Failure(string text) =>
        FluentActions.Invoking(() => Read(text)).Should().Throw<InvalidDataException>().Which.Message;

    private static string Digested(string text)
    {
        var line = text.LastIndexOf("  \"sha256\"", StringComparison.Ordinal);
        return $"{text[..line]}  \"sha256\": \"{FileDigest.Of(Encoding.UTF8.GetBytes(text[..line]))}\"\n}}\n";
    }

    private static string Embedded(string method = "gfn1-xtb")
    {
        using var stream = typeof(ParameterSet).Assembly.GetManifestResourceStream($"models/{method}/parameters.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
