using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Xunit;

namespace Hybrid.Tests.Physics.Basis;

/// <summary>
/// Integrals up to an order, between s, p and d shells, with hydrogen's second s shell of GFN1-xTB that is orthogonalised to
/// the first.
/// </summary>
public abstract class MultipoleIntegralsContract(int order) : LayerContract
{
    /// <summary>Integrals are sums of up to 64 products of numbers below 10³.</summary>
    private const double Rounding = 1e-12;

    private static readonly LayerCase Case = LayerCase.Gfn1(1, 26, 17, 6, 1);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["ζ"] = Case.PerShell("slater_exponent"),
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => Integrals(tape, inputs).Values;

    [Fact]
    public void Integrals_between_atoms_are_those_of_numerical_quadrature()
    {
        var basis = Case.Basis;
        var tape = new Tape(new Arena());
        var integrals = Integrals(tape, LayerGradient.Leaves(tape, Inputs));
        var shells = Shells();
        var seen = new HashSet<(int, int)>();
        foreach (var block in integrals.Layout.Blocks.ToArray().Where(block => !block.IsOnSite))
        {
            var values = integrals.Of(block);
            double[] R = integrals.Pairs.Vectors.Value.Slice(3 * block.Pair, 3).ToArray();
            for (var a = basis.FirstShell(block.RowAtom); a < basis.FirstShell(block.RowAtom + 1); a++)
            {
                for (var b = basis.FirstShell(block.ColumnAtom); b < basis.FirstShell(block.ColumnAtom + 1); b++)
                {
                    seen.Add((shells[a].L, shells[b].L));
                    ShouldBe(values, block, a, b, QuadratureIntegrals.Block(shells[a], shells[b], R), firstOperator: 0);
                }
            }
        }

        seen.Should().HaveCount(9, "s, p and d must meet s, p and d");
    }

    [Fact]
    public void Integrals_on_an_atom_have_a_unit_overlap_and_the_moments_of_numerical_quadrature()
    {
        var basis = Case.Basis;
        var tape = new Tape(new Arena());
        var integrals = Integrals(tape, LayerGradient.Leaves(tape, Inputs));
        var shells = Shells();
        foreach (var block in integrals.Layout.Blocks.ToArray().Where(block => block.IsOnSite))
        {
            var values = integrals.Of(block);
            for (var element = 0; element < block.Size; element++)
                values[element].Should().Be(element % (block.Columns + 1) == 0 ? 1.0 : 0.0);
            for (var a = basis.FirstShell(block.RowAtom); a < basis.FirstShell(block.RowAtom + 1); a++)
            {
                for (var b = basis.FirstShell(block.ColumnAtom); b < basis.FirstShell(block.ColumnAtom + 1); b++)
                    ShouldBe(values, block, a, b, QuadratureIntegrals.Block(shells[a], shells[b], [0.0, 0.0, 0.0]), firstOperator: 1);
            }
        }
    }

    [Fact]
    public void Distant_atoms_have_no_block_and_lose_less_than_a_rounding_error()
    {
        var tape = new Tape(new Arena());
        var inputs = new Dictionary<string, double[]>(Inputs) { ["positions"] = [.. Inputs["positions"].Select((x, i) => x + (40.0 * (i / 3)))] };
        Integrals(tape, LayerGradient.Leaves(tape, inputs)).Layout.Blocks.ToArray().Should().OnlyContain(block => block.IsOnSite);

        var shells = Shells();
        QuadratureIntegrals.Block(shells[0], shells[2], [40.0, 0.0, 0.0]).Cast<double>().Should().OnlyContain(value => Math.Abs(value) < 1e-13);
    }

    private void ShouldBe(ReadOnlySpan<double> values, BlockLayout.Block block, int a, int b, double[,,] expected, int firstOperator)
    {
        var (firstRow, firstColumn) = (Case.Basis.FirstOrbital(a) - block.FirstRow, Case.Basis.FirstOrbital(b) - block.FirstColumn);
        for (var op = firstOperator; op < new[] { 1, 4, 10 }[order]; op++)
        {
            for (var μ = 0; μ < expected.GetLength(1); μ++)
            {
                for (var ν = 0; ν < expected.GetLength(2); ν++)
                {
                    values[(op * block.Size) + ((firstRow + μ) * block.Columns) + firstColumn + ν]
                        .Should().BeApproximately(expected[op, μ, ν], Rounding, "operator {0} between function {1} of shell {2} and {3} of {4}", op, μ, a, ν, b);
                }
            }
        }
    }

    private QuadratureIntegrals.Shell[] Shells()
    {
        var shells = new QuadratureIntegrals.Shell[Case.Basis.ShellCount];
        for (var s = 0; s < shells.Length; s++)
        {
            var d = Case.Basis.Shells[s];
            shells[s] = QuadratureIntegrals.Slater(d.PrincipalNumber, d.AngularMomentum, d.PrimitiveCount, Inputs["ζ"][s]);
            if (Case.Basis.Partner(s) >= 0)
                shells[s] = QuadratureIntegrals.Orthogonalised(shells[s], shells[Case.Basis.Partner(s)]);
        }

        return shells;
    }

    private MultipoleIntegrals Integrals(Tape tape, IReadOnlyDictionary<string, Variable> v) =>
        MultipoleIntegrals.Create(tape, Case.Basis, LayerCase.Pairs(tape, v), v["ζ"], order);
}

public sealed class OverlapIntegralsTests() : MultipoleIntegralsContract(order: 0);

public sealed class DipoleIntegralsTests() : MultipoleIntegralsContract(order: 1);

public sealed class QuadrupoleIntegralsTests() : MultipoleIntegralsContract(order: 2);
