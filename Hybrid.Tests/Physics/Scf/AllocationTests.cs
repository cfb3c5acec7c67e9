using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Hybrid.Tests.Core;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Scf;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("gfn1-xtb", false)]
    [InlineData("gfn2-xtb", false)]
    [InlineData("gfn2-xtb", true)]
    public void Ten_more_iterations_allocate_nothing_more(string method, bool alwaysDiagonalise)
    {
        var physics = TightBindingMethod.Of(ParameterSet.Embedded(method));
        var structure = ReferenceSet.Gfn2["glycine"].Structure;
        var arena = new Arena();
        BytesOf(4).Should().Be(BytesOf(14), "the loop works in memory that it had before it began");

        long BytesOf(int iterations) => Allocations.Of(() =>
        {
            arena.Reset();
            var settings = new ScfSettings { Accuracy = 1e-6, MaxIterations = iterations, AlwaysDiagonalise = alwaysDiagonalise };
            physics.Solve(new Tape(arena, isRecording: false), structure, settings, DenseLinearAlgebra.Managed);
        });
    }
}
