using FluentAssertions;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Physics.Basis;

public class SlaterExpansionTests
{
    /// <summary>The tables have ten digits; the two with seven are the six-Gaussian 4s and 4p.</summary>
    private const double DigitsOfTheTables = 1e-6;

    public static TheoryData<int, int, int> All
    {
        get
        {
            var all = new TheoryData<int, int, int>();
            foreach (var (n, l, primitives) in SlaterExpansion.Known)
                all.Add(n, l, primitives);
            return all;
        }
    }

    [Fact]
    public void One_to_six_Gaussians_are_known_for_1s_to_5g_and_six_for_6s_and_6p()
    {
        SlaterExpansion.Known.Should().HaveCount((15 * 6) + 2);
        for (var n = 1; n <= 5; n++)
        {
            for (var l = 0; l < n; l++)
            {
                for (var primitives = 1; primitives <= 6; primitives++)
                    SlaterExpansion.Of(n, l, primitives).Exponents.Length.Should().Be(primitives);
            }
        }

        SlaterExpansion.Of(6, 1, 6).Coefficients.Length.Should().Be(6);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Expansions_are_normalised(int n, int l, int primitives)
    {
        var expansion = SlaterExpansion.Of(n, l, primitives);
        var norm = 0.0;
        for (var i = 0; i < primitives; i++)
        {
            for (var j = 0; j < primitives; j++)
            {
                var (a, b) = (expansion.Exponents[i], expansion.Exponents[j]);
                norm += expansion.Coefficients[i] * expansion.Coefficients[j] * Math.Pow(2 * Math.Sqrt(a * b) / (a + b), l + 1.5);
            }
        }

        norm.Should().BeApproximately(1, DigitsOfTheTables);
    }

    /// <summary>A least-squares fit leaves less of the Slater function out with every Gaussian; one Gaussian leaves up to 4 %.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Expansions_overlap_with_their_Slater_function(int n, int l, int primitives)
    {
        double[] allowed = [0.04, 0.002, 2e-4, 3e-5, 5e-6, 2e-6];
        OverlapWithSlater(n, l, SlaterExpansion.Of(n, l, primitives)).Should().BeInRange(1 - allowed[primitives - 1], 1 + DigitsOfTheTables);
    }

    /// <summary>Stewart 1970, doi:10.1063/1.1672702, table I.</summary>
    [Fact]
    public void The_hydrogen_function_of_three_Gaussians_is_the_published_one()
    {
        var expansion = SlaterExpansion.Of(1, 0, 3);
        expansion.Exponents.ToArray().Should().Equal(2.227660584, 0.4057711562, 0.1098175104);
        expansion.Coefficients.ToArray().Should().Equal(0.1543289673, 0.5353281423, 0.4446345422);
    }

    /// <summary>xtb 6.5.1 does not take Stewart's (3.232838646, ...); GFN1-xTB was fitted so, and K to Kr depend on it.</summary>
    [Fact]
    public void The_fourth_shell_of_six_Gaussians_is_that_of_xtb()
    {
        SlaterExpansion.Of(4, 0, 6).Exponents[0].Should().Be(1.365346);
        SlaterExpansion.Of(4, 1, 6).Coefficients[0].Should().Be(-7.052075e-03);
    }

    [Theory]
    [InlineData(6, 0, 4)]
    [InlineData(6, 2, 6)]
    [InlineData(2, 2, 3)]
    [InlineData(1, 0, 7)]
    public void An_unknown_expansion_is_refused(int n, int l, int primitives) =>
        FluentActions.Invoking(() => SlaterExpansion.Of(n, l, primitives)).Should().Throw<ArgumentException>()
            .WithMessage($"An expansion was expected to be of 1s to 5g with 1 to 6 Gaussians or of 6s or 6p with 6, but n = {n}, l = {l} with {primitives} was asked for.*");

    [Fact]
    public void Every_shell_of_the_shipped_methods_has_its_expansion()
    {
        foreach (var set in new[] { ParameterSet.Embedded("gfn1-xtb"), ParameterSet.Embedded("gfn2-xtb") })
        {
            foreach (var z in set.Elements)
            {
                foreach (var shell in set.Shells(z))
                    SlaterExpansion.Of(shell.PrincipalNumber, shell.AngularMomentum, shell.PrimitiveCount).Exponents.Length.Should().Be(shell.PrimitiveCount);
            }
        }
    }

    /// <summary>The radial integral ∫ r² R_Slater(r) R_Gauss(r) dr at ζ = 1 by the trapezoidal rule, whose error is far below the tolerances.</summary>
    private static double OverlapWithSlater(int n, int l, SlaterExpansion expansion)
    {
        const double step = 0.002;
        var slaterNorm = Math.Pow(2, n) * Math.Sqrt(2 / Factorial(2 * n));
        // ∫ r^(2l+2) e^(−2αr²) dr = Γ(l + 3/2) / (2 (2α)^(l+3/2)); Γ(l + 3/2) = √π (2l+1)!! / 2^(l+1).
        var gamma = Math.Sqrt(Math.PI);
        for (var k = 0; k <= l; k++)
            gamma *= k + 0.5;
        var sum = 0.0;
        for (var r = step; r < 70; r += step)
        {
            var gaussians = 0.0;
            for (var k = 0; k < expansion.Exponents.Length; k++)
            {
                var alpha = expansion.Exponents[k];
                gaussians += expansion.Coefficients[k] * Math.Sqrt(2 * Math.Pow(2 * alpha, l + 1.5) / gamma) * Math.Exp(-alpha * r * r);
            }

            sum += step * r * r * slaterNorm * Math.Pow(r, n - 1 + l) * Math.Exp(-r) * gaussians;
        }

        return sum;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
