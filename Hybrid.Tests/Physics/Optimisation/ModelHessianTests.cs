using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Optimisation;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Optimisation;

public sealed class ModelHessianTests
{
    [Theory]
    [InlineData("hydrogen_peroxide")]
    [InlineData("allene")]
    [InlineData("hcn")]
    [InlineData("sulfuric_acid")]
    public void Rigid_motions_cost_nothing_and_nothing_is_negative(string name)
    {
        var structure = ReferenceSet.Gfn2[name].Structure;
        var n = 3 * structure.AtomCount;
        var H = ModelHessian.Of(structure);
        var R = structure.Positions;
        for (var k = 0; k < 3; k++)
        {
            var translation = new double[n];
            var rotation = new double[n];
            for (var A = 0; A < structure.AtomCount; A++)
            {
                translation[(3 * A) + k] = 1.0;
                rotation[(3 * A) + ((k + 1) % 3)] = -R[(3 * A) + ((k + 2) % 3)];
                rotation[(3 * A) + ((k + 2) % 3)] = R[(3 * A) + ((k + 1) % 3)];
            }

            Largest(H, translation).Should().BeLessThan(1e-12);

            // An almost straight angle bends in two planes, one of which a rotation out of it touches by its sine.
            Largest(H, rotation).Should().BeLessThan(name == "allene" || name == "hcn" ? 0.05 : 1e-10);
        }

        var eigenvalues = new double[n];
        DenseLinearAlgebra.Managed.SymmetricEigen(n, H, eigenvalues).Should().BeTrue();
        eigenvalues[0].Should().BeGreaterThan(-1e-12);
        eigenvalues[^1].Should().BeInRange(0.3, 5.0, "stretches are between 0.3 and 2 Eh/a0²");
    }

    [Fact]
    public void A_bond_has_the_published_force_constant()
    {
        var H = ModelHessian.Of(new Structure([6, 8], [0.0, 0.0, 0.0, 0.0, 0.0, 2.3]));

        // 0.45 exp(0.28 (2.87² − 2.3²)) along the bond, nothing across it.
        H[(2 * 6) + 2].Should().BeApproximately(0.45 * Math.Exp(0.28 * ((2.87 * 2.87) - (2.3 * 2.3))), 1e-12);
        H[0].Should().Be(0.0);
    }

    private static double Largest(double[] H, double[] v)
    {
        var largest = 0.0;
        for (var i = 0; i < v.Length; i++)
            largest = Math.Max(largest, Math.Abs(System.Numerics.Tensors.TensorPrimitives.Dot<double>(H.AsSpan(i * v.Length, v.Length), v)));
        return largest;
    }
}
