using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class MoldenFileTests
{
    private static readonly Structure Molecule = new([22, 1], [0, 0, 0, 0, 0, 3.5]);

    // The shells of the second atom stand between those of the first.
    private static readonly GaussianShell[] Shells =
    [
        new(0, 2, new double[] { 1.5, 0.5 }, new double[] { 0.25, 0.75 }),
        new(1, 0, new double[] { 1 }, new double[] { 1 }),
        new(0, 1, new double[] { 0.7 }, new double[] { -1 }),
    ];

    [Fact]
    public void Functions_come_by_atom_in_the_order_of_Molden()
    {
        // C holds the number of its column: d has −2 … +2 as 0 … 4, s is 5, p has y, z, x as 6, 7, 8.
        Coefficients(Hydride()).Should().Equal(2, 3, 1, 4, 0, 8, 6, 7, 5);
    }

    [Fact]
    public void Sections_come_in_order()
    {
        var text = Hydride();
        string[] sections = ["[Molden Format]", "[Title]", "[Atoms] AU", "[GTO]", "[5D]", "[7F]", "[9G]", "[MO]"];
        sections.Select(section => text.IndexOf(section, StringComparison.Ordinal)).Should().BeInAscendingOrder().And.NotContain(-1);
        text.Should().Contain("Ti     1  22     0.000000000000     0.000000000000     0.000000000000\nH      2   1");
        text.Should().Contain(" Ene= -0.500000000000\n Spin= Alpha\n Occup= 2.00000000\n");
        text.Should().Contain("    1 0\n d    2 1.00\n").And.Contain(" p    1 1.00\n").And.Contain("    2 0\n s    1 1.00\n");
        text.Should().Contain(" 1.50000000000000E+00   2.50000000000000E-01\n");
    }

    [Theory]
    [InlineData(3, new[] { 3, 4, 2, 5, 1, 6, 0 })]
    [InlineData(4, new[] { 4, 5, 3, 6, 2, 7, 1, 8, 0 })]
    public void Higher_shells_alternate(int l, int[] order)
    {
        GaussianShell[] shells = [new(0, l, new double[] { 1 }, new double[] { 1 })];
        Coefficients(Written(shells, Columns((2 * l) + 1))).Should().Equal(order.Select(k => (double)k));
    }

    [Fact]
    public void Input_that_does_not_fit_is_refused()
    {
        FluentActions.Invoking(() => Written(Shells, Columns(8))).Should().Throw<ArgumentException>().WithMessage("1 × 9 coefficients were expected, but 8*");
        FluentActions.Invoking(() => Written([Shells[0] with { Atom = 2 }], Columns(5))).Should().Throw<ArgumentException>().WithMessage("*atom 2 was given*");
        FluentActions.Invoking(() => Written([Shells[0] with { AngularMomentum = 5 }], Columns(11))).Should().Throw<ArgumentException>().WithMessage("*l = 5*");
        FluentActions.Invoking(() => Written(Shells, Enumerable.Repeat(double.NaN, 9).ToArray())).Should().Throw<ArgumentException>().WithMessage("Finite*");
    }

    internal static string Hydride() => Written(Shells, Columns(9));

    private static double[] Columns(int count) => [.. Enumerable.Range(0, count).Select(k => (double)k)];

    private static string Written(GaussianShell[] shells, double[] coefficients)
    {
        using var writer = new StringWriter();
        MoldenFile.Write(writer, Molecule, shells, new MoldenOrbitals(new double[] { -0.5 }, new double[] { 2 }, coefficients));
        return writer.ToString();
    }

    private static IEnumerable<double> Coefficients(string text) => text[(text.IndexOf("Occup=", StringComparison.Ordinal) + 6)..]
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture));
}
