using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Tests.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class OrthonormalRowsTests
{
    private const int Length = 50;

    [Fact]
    public void What_is_there_already_or_twice_or_zero_is_left_out()
    {
        var rows = new OrthonormalRows(DenseLinearAlgebra.Default, Length, 20);
        var first = Matrices.Random(5 * Length, 1);
        rows.Add((double[])first.Clone()).Should().Be(5);
        var fresh = Matrices.Random(Length, 2);
        double[] second = [.. first, .. fresh, .. fresh, .. new double[Length]];
        rows.Add(second).Should().Be(1);
        AssertOrthonormal(rows);
    }

    [Fact]
    public void Nearly_dependent_vectors_become_orthonormal_to_rounding()
    {
        var rows = new OrthonormalRows(DenseLinearAlgebra.Default, Length, 20);
        var basis = Matrices.Random(4 * Length, 3);
        rows.Add((double[])basis.Clone());
        var close = (double[])basis.Clone();
        var noise = Matrices.Random(4 * Length, 4);
        for (var i = 0; i < close.Length; i++)
            close[i] += 1e-6 * noise[i];
        rows.Add(close).Should().Be(4);
        AssertOrthonormal(rows);
    }

    [Fact]
    public void The_capacity_is_never_exceeded()
    {
        var rows = new OrthonormalRows(DenseLinearAlgebra.Default, Length, 6);
        rows.Add(Matrices.Random(4 * Length, 5)).Should().Be(4);
        rows.Add(Matrices.Random(4 * Length, 6)).Should().Be(2);
        AssertOrthonormal(rows);
    }

    private static void AssertOrthonormal(OrthonormalRows rows)
    {
        var overlap = new double[rows.Count * rows.Count];
        DenseLinearAlgebra.Default.Multiply(false, true, rows.Count, rows.Count, Length, 1, rows.Rows, rows.Rows, 0, overlap);
        Matrices.Distance(overlap, Matrices.Identity(rows.Count)).Should().BeLessThan(1e-12);
    }
}
