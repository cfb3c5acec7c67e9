using System.Text;
using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>Random command lines and inputs: a code of 0, 1 or 2 and one sentence per failure, never an exception or a hang.</summary>
public sealed class FuzzTests
{
    private const int LineCount = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Options =
    [
        "--model", "--charge", "--unpaired", "--properties", "--format", "--threads", "--electronic-temperature", "--accuracy", "--help", "--bogus", "-h", "--",
        "--charge=1", "--format=json", "--model=", "-c", "--CHARGE",
        "--states", "--multiplicity", "--window", "--kernel", "--casida", "--properties=excitations", "--states=2", "--width", "--unit", "--range", "--broadening", "--ensemble=2",
        "--average", "--experiment", "--molar", "--temperature", "--seed", "--html=no/such/folder/x.html", "--csv=/",
    ];

    private static readonly string[] Values =
    [
        "0", "1", "-1", "2", "99999999999", "-2147483648", "2147483647", "1e-3", "1e999", "-0", "NaN", "Infinity", "", " ", "table", "json", "gfn1-xtb", "gfn2-xtb", "GFN2", "../..", "/", ".",
        "energy", "forces,charges", "bond-orders,", "orbitals,dipole,quadrupole", "-", "@x", "{}", "[red]", "ü", "\0", "a\nb", "%s", "no.xyz", "0x10", "1,5", "\u001b[31m",
        "own", "published", "both", "triplet", "nm", "1:2", "2:1", "lorentzian", "stda-xtb", "gfn1-xtb,gfn2-xtb", "gfn2-xtb,",
    ];

    private static readonly string[] Inputs =
    [
        "", "\n", "3\n\nO 0 0 0\nH 0 0 1\nH 0 1 0\n", "2\n\nH 0 0 0\nH 0 0 0\n", "2\n\nH 0 0 0\nH 0 0 1e-8\n", "1\ncharge=5\nH 0 0 0\n", "1\n\nOg 0 0 0\n", "1\n\nHe 0 0 0\n",
        "2\n\nH 0 0 0\nH 0 0 1e300\n", "2\n\nH 0 0 0\nH 0 0 0.01\n", "1\nLattice=\"3 0 0 0 3 0 0 0 3\"\nSi 0 0 0\n", "999999999\n\nH 0 0 0\n", "-1\n\n", "1\n\nH nan 0 0\n",
        "1\nmultiplicity=0\nH 0 0 0\n", "1\n[bold]\nH 0 0 0\n1\n\nLi 1 1 1\n", "2\n\nH 0 0 0\nH 0 0 1000\n", "1\ncharge=0.5\nLi 0 0 0\n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Any_command_line_ends_with_a_code_and_sentences(int seed)
    {
        var random = new Random(seed);
        for (var k = 0; k < LineCount / 2; k++)
        {
            var args = Line(random);
            var input = Encoding.UTF8.GetBytes(Inputs[random.Next(Inputs.Length)]);
            var run = await Task.Run(() => CommandLine.RunWith(input, CancellationToken.None, args)).WaitAsync(Patience);

            var shown = $"of line {k}: {string.Join(' ', args)}";
            run.Code.Should().BeOneOf([0, 1, 2], shown);
            run.Error.Should().NotContain("   at ", shown).And.NotContain("Exception", shown);
            run.ErrorLines.Where(line => !line.StartsWith("hybrid: ", StringComparison.Ordinal) && !line.Contains(" structures", StringComparison.Ordinal)).Should().BeEmpty(shown);
            run.Output.Should().NotContain("NaN", shown);
            if (run.Code == 2)
                run.Output.Should().BeEmpty(shown);
            foreach (var line in run.Lines.Where(line => line.StartsWith('{')))
                JsonDocument.Parse(line).RootElement.GetProperty("extras").ValueKind.Should().Be(JsonValueKind.Object);
        }
    }

    private static string[] Line(Random random)
    {
        var args = new List<string> { random.Next(10) == 0 ? Values[random.Next(Values.Length)] : random.Next(2) == 0 ? "spectrum" : "predict" };
        if (random.Next(8) > 0)
            args.Add(random.Next(3) == 0 ? CommandLine.Water : "-");
        for (var n = random.Next(5); n > 0; n--)
        {
            if (random.Next(5) > 0)
                args.Add(Options[random.Next(Options.Length)]);
            if (random.Next(5) > 0)
                args.Add(Values[random.Next(Values.Length)]);
        }

        return [.. args];
    }
}
