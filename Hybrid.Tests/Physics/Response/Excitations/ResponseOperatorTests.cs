using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Tests.Core.LinearAlgebra;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>Quick ways to excitations against the plain ones.</summary>
public sealed class ResponseOperatorTests
{
    /// <summary>Rounding of sums over functions, Eh.</summary>
    private const double Rounding = 1e-11;

    [Theory]
    [InlineData(Multiplicity.Singlet)]
    [InlineData(Multiplicity.Triplet)]
    public void Elements_are_those_that_products_give(Multiplicity multiplicity)
    {
        var response = Operator(multiplicity);
        var n = response.Count;
        var A = response.Matrix(Coupling.Excitations);
        var unit = new double[n];
        var column = new double[n];
        for (var ia = 0; ia < n; ia += 7)
        {
            unit[ia] = 1.0;
            response.Apply(Coupling.Excitations, unit, column);
            unit[ia] = 0.0;
            Matrices.Distance(A.AsSpan(ia * n, n), column).Should().BeLessThan(Rounding);
        }
    }

    [Fact]
    public void The_products_of_a_block_are_those_of_its_vectors()
    {
        var response = Operator(Multiplicity.Singlet);
        var n = response.Count;
        var x = Matrices.Random(3 * n, 9);
        var block = new double[3 * n];
        response.Of(Coupling.Excitations)(3, x, block);
        var single = new double[n];
        for (var k = 0; k < 3; k++)
        {
            response.Apply(Coupling.Excitations, x.AsSpan(k * n, n), single);
            Matrices.Distance(block.AsSpan(k * n, n), single).Should().BeLessThan(Rounding);
        }
    }

    [Fact]
    public void Everything_known_beforehand_has_the_roots_themselves()
    {
        var response = Operator(Multiplicity.Singlet);
        var expected = new double[response.Count];
        DenseLinearAlgebra.Default.SymmetricEigen(response.Count, response.Matrix(Coupling.Excitations), expected).Should().BeTrue();
        Matrices.Distance(response.Primary(int.MaxValue).Values, expected).Should().BeLessThan(Rounding);
    }

    private static ResponseOperator Operator(Multiplicity multiplicity)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var problem = ExcitationModel.Of(Stda.Parameters).Record(tape, Solver.Structure("formaldehyde"));
        var reference = problem.Reference!;
        return new ResponseOperator(
            tape.Arena, tape.LinearAlgebra, problem.Kernel(KernelKind.Simplified, multiplicity), reference.Orbitals.OccupiedCount, reference.Rotations,
            reference.Orbitals.EnergyMemory);
    }
}
