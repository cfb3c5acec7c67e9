using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Tests.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class PrimarySpaceTests
{
    private const int Length = 30;

    /// <summary>Rounding of solutions of well-conditioned equations.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Between all eigenvalues of the model.</summary>
    private const double Shift = 0.0137;

    private static readonly int[] Elements = [4, 0, 17, 9];

    private static readonly ILinearAlgebra LinearAlgebra = DenseLinearAlgebra.Default;

    [Fact]
    public void Dividing_solves_the_equations_of_the_model()
    {
        var (known, model) = Known();
        var r = Matrices.Random(Length, 5);
        var y = new double[Length];
        known.Divide(r, Shift, 1e-9, y);
        var image = new double[Length];
        LinearAlgebra.MultiplyVector(false, Length, Length, 1, model, y, 0, image);
        for (var i = 0; i < Length; i++)
            (image[i] - (Shift * y[i])).Should().BeApproximately(r[i], Rounding);
    }

    [Fact]
    public void Dividing_by_the_magnitude_is_positive()
    {
        var (known, _) = Known();
        var y = new double[Length];
        for (var seed = 1; seed < 6; seed++)
        {
            var r = Matrices.Random(Length, seed);
            known.DivideByMagnitude(r, 0.3, 1e-3, y);
            r.Zip(y, (a, b) => a * b).Sum().Should().BePositive();
        }
    }

    [Fact]
    public void No_gap_is_smaller_than_allowed()
    {
        const double gap = 0.01;
        var known = PrimarySpace.OfDiagonal([1.0, 2.0]);
        var y = new double[2];
        known.Divide([1.0, 1.0], 1.0 + 1e-14, gap, y);
        y[0].Should().BeApproximately(-1.0 / gap, Rounding);
        y[1].Should().BeApproximately(1.0, Rounding);
    }

    [Fact]
    public void Lowest_vectors_are_those_of_the_primary_elements()
    {
        var (known, model) = Known();
        var vector = known.LowestVectors(2).AsSpan(Length, Length);
        var image = new double[Length];
        LinearAlgebra.MultiplyVector(false, Length, Length, 1, model, vector, 0, image);
        for (var i = 0; i < Length; i++)
            image[i].Should().BeApproximately(known.Values[1] * vector[i], Rounding);
    }

    [Fact]
    public void A_matrix_of_another_size_is_refused()
    {
        var make = () => PrimarySpace.Of(LinearAlgebra, new double[5], [1, 2], new double[3]);
        make.Should().Throw<ArgumentException>().WithMessage("*2 rows*3 numbers*");
    }

    /// <summary>A diagonal with four coupled rows, and the same as a dense matrix.</summary>
    private static (PrimarySpace Known, double[] Model) Known()
    {
        var diagonal = Enumerable.Range(0, Length).Select(i => 0.1 + (0.05 * i)).ToArray();
        var coupled = Matrices.Symmetric(Elements.Length, 3);
        var model = new double[Length * Length];
        for (var i = 0; i < Length; i++)
            model[(i * Length) + i] = diagonal[i];
        for (var k = 0; k < Elements.Length; k++)
        {
            for (var l = 0; l < Elements.Length; l++)
                model[(Elements[k] * Length) + Elements[l]] = coupled[(k * Elements.Length) + l];
        }

        return (PrimarySpace.Of(LinearAlgebra, diagonal, Elements, coupled)!, model);
    }
}
