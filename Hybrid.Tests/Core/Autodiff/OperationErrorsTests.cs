using FluentAssertions;
using Hybrid.Core.Autodiff;
using Xunit;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class OperationErrorsTests
{
    private readonly Tape tape = new(new Arena());

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        var matrix = tape.Leaf(new double[6], 2, 3);
        var vector = tape.Leaf(new double[2], 2);
        Fails(() => matrix.Add(vector), "*[2, 3]*[2]*");
        Fails(() => matrix.MatMul(matrix), "*2 × 3*2 × 3*");
        Fails(() => vector.MatMul(matrix), "*matrix*[2]*");
        Fails(() => matrix.Linear(matrix, tape.Leaf(new double[3], 3)), "*[2]*[3]*");
        Fails(() => matrix.Reshape(4, 2), "*6 elements*[4, 2]*8*");
        Fails(() => Indexing.Concatenate(matrix, vector), "*[2, 3]*[2]*");
        Fails(() => matrix.ScaleRows(matrix), "*2 rows*[2, 3]*");
    }

    [Fact]
    public void Rows_that_do_not_exist_are_named()
    {
        var x = tape.Leaf(new double[6], 2, 3);
        Fails(() => x.Gather(new[] { 0, 2 }), "*0 to 1*2*");
        Fails(() => x.ScatterAdd(new[] { 0, -1 }, 4), "*0 to 3*-1*");
        Fails(() => x.ScatterAdd(new[] { 0 }, 4), "*2 rows*1*");
        Fails(() => x.Slice(1, 2), "*1 to 2*2*");
    }

    private static void Fails(Func<Variable> operation, string message) =>
        operation.Should().Throw<ArgumentException>().WithMessage(message);
}
