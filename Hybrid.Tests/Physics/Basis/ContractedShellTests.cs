using FluentAssertions;
using Hybrid.Physics.Basis;
using Xunit;

namespace Hybrid.Tests.Physics.Basis;

public sealed class ContractedShellTests
{
    /// <summary>Central differences with this step have a relative error of its square.</summary>
    private const double Step = 1e-5;

    private const double RelativeError = 1e-8;

    /// <summary>The published expansions are fits: their self-overlap is one to about six digits.</summary>
    private const double FitOfTheExpansion = 1e-6;

    [Theory]
    [InlineData(1, 0, 4)]
    [InlineData(2, 1, 6)]
    [InlineData(3, 2, 4)]
    [InlineData(6, 0, 6)]
    public void A_shell_is_normalised_for_every_exponent(int n, int l, int primitives)
    {
        foreach (var ζ in new[] { 0.6, 1.3, 2.9 })
            SelfOverlap(Slater(n, l, primitives, ζ)).Should().BeApproximately(1.0, FitOfTheExpansion);
    }

    [Fact]
    public void A_second_shell_is_normalised_exactly_and_orthogonal_to_the_first()
    {
        var second = Orthogonalised(1.9, 1.2);
        SelfOverlap(second).Should().BeApproximately(1.0, 1e-12, "quadrature loses some digits");
        Overlap(Slater(1, 0, 4, 1.2), second).Should().BeApproximately(0.0, FitOfTheExpansion);
    }

    [Theory]
    [InlineData(1, 0, 4)]
    [InlineData(4, 1, 6)]
    [InlineData(3, 2, 3)]
    public void Derivatives_by_the_exponent_are_differences(int n, int l, int primitives)
    {
        const double ζ = 1.7;
        var shell = Slater(n, l, primitives, ζ);
        ShouldDiffer(shell.ExponentsByOwn, shell.LogCoefficientsByOwn, h => Slater(n, l, primitives, ζ + h));
        shell.HasPartner.Should().BeFalse();
    }

    [Fact]
    public void Derivatives_of_an_orthogonalised_shell_by_both_exponents_are_differences()
    {
        const double own = 1.9, partner = 1.2;
        var shell = Orthogonalised(own, partner);
        ShouldDiffer(shell.ExponentsByOwn, shell.LogCoefficientsByOwn, h => Orthogonalised(own + h, partner));
        ShouldDiffer(shell.ExponentsByPartner, shell.LogCoefficientsByPartner, h => Orthogonalised(own, partner + h));
    }

    private static ContractedShell Slater(int n, int l, int primitives, double ζ) => ContractedShell.OfSlater(SlaterExpansion.Of(n, l, primitives), l, ζ);

    private static ContractedShell Orthogonalised(double own, double partner) => Slater(2, 0, 3, own).OrthogonalisedTo(Slater(1, 0, 4, partner));

    private static void ShouldDiffer(double[] exponents, double[] logCoefficients, Func<double, ContractedShell> at)
    {
        ContractedShell plus = at(Step), minus = at(-Step);
        for (var k = 0; k < exponents.Length; k++)
        {
            var byExponent = (plus.Exponents[k] - minus.Exponents[k]) / (2.0 * Step);
            var byCoefficient = Math.Log(plus.Coefficients[k] / minus.Coefficients[k]) / (2.0 * Step);
            exponents[k].Should().BeApproximately(byExponent, RelativeError * (1.0 + Math.Abs(byExponent)));
            logCoefficients[k].Should().BeApproximately(byCoefficient, RelativeError * (1.0 + Math.Abs(byCoefficient)));
        }

        exponents.Concat(logCoefficients).Should().Contain(d => d != 0.0);
    }

    private static double SelfOverlap(ContractedShell shell) => Overlap(shell, shell);

    /// <summary>For the x^l function, by the trapezoidal rule.</summary>
    private static double Overlap(ContractedShell a, ContractedShell b) => QuadratureIntegrals.Block(new(a.L, Primitives(a)), new(b.L, Primitives(b)), [0.0, 0.0, 0.0])[0, a.L, a.L];

    private static (double, double)[] Primitives(ContractedShell shell) => [.. shell.Coefficients.Zip(shell.Exponents)];
}
