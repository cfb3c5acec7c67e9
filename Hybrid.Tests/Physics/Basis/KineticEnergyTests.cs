using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Xunit;

namespace Hybrid.Tests.Physics.Basis;

public abstract class KineticEnergyContract : LayerContract
{
    private protected abstract LayerCase Case { get; }

    protected abstract string Exponents { get; }

    protected abstract int Order { get; }

    protected override IReadOnlyDictionary<string, double[]> Inputs => values ??= new()
    {
        ["positions"] = Case.Positions,
        ["ζ"] = Case.PerShell(Exponents),
    };

    private Dictionary<string, double[]>? values;

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => Integrals(tape, inputs, withKinetic: true).Values;

    [Fact]
    public void It_is_minus_half_the_Laplacian_of_the_overlap_when_an_atom_moves()
    {
        const double Step = 0.02;

        // Sixth-order differences of step 0.02: the remainder is 10⁻⁹ of the eighth derivative times the sixth power of the step.
        const double Remainder = 2e-7;
        var tape = new Tape(new Arena());
        var integrals = Integrals(tape, LayerGradient.Leaves(tape, Inputs), withKinetic: true);
        var basis = Case.Basis;
        var here = Overlaps(0, 0, 0.0);
        double[] weights = [-49.0 / 18.0, 1.5, -0.15, 1.0 / 90.0];
        foreach (var block in integrals.Layout.Blocks.ToArray().Where(block => !block.IsOnSite))
        {
            var T = integrals.Of(block).Slice(integrals.KineticOperator * block.Size, block.Size).ToArray();
            var laplacian = new double[block.Size];
            for (var axis = 0; axis < 3; axis++)
            {
                for (var k = -3; k <= 3; k++)
                {
                    var moved = k == 0 ? here : Overlaps(block.ColumnAtom, axis, k * Step);
                    for (var element = 0; element < T.Length; element++)
                        laplacian[element] += weights[Math.Abs(k)] * moved[(block.RowAtom, block.ColumnAtom)][element] / (Step * Step);
                }
            }

            for (var element = 0; element < T.Length; element++)
            {
                var (μ, ν) = (block.FirstRow + (element / block.Columns), block.FirstColumn + (element % block.Columns));
                var isValence = basis.Shells[basis.OrbitalShell[μ]].IsValence && basis.Shells[basis.OrbitalShell[ν]].IsValence;
                T[element].Should().BeApproximately(isValence ? -0.5 * laplacian[element] : 0.0, Remainder, "element {0} of atoms {1} and {2}", element, block.RowAtom, block.ColumnAtom);
            }
        }

        Dictionary<(int, int), double[]> Overlaps(int atom, int axis, double step)
        {
            var positions = (double[])Inputs["positions"].Clone();
            positions[(3 * atom) + axis] += step;
            var free = new Tape(new Arena(), isRecording: false);
            var overlap = Integrals(free, LayerGradient.Leaves(free, new Dictionary<string, double[]>(Inputs) { ["positions"] = positions }), withKinetic: false);
            return overlap.Layout.Blocks.ToArray().ToDictionary(block => (block.RowAtom, block.ColumnAtom), block => overlap.Of(block)[..block.Size].ToArray());
        }
    }

    [Fact]
    public void The_other_integrals_stay_as_they_are()
    {
        var tape = new Tape(new Arena());
        var leaves = LayerGradient.Leaves(tape, Inputs);
        var with = Integrals(tape, leaves, withKinetic: true);
        var without = Integrals(tape, leaves, withKinetic: false);
        foreach (var block in with.Layout.Blocks.ToArray())
            with.Of(block)[..(without.OperatorCount * block.Size)].ToArray().Should().Equal(without.Of(block).ToArray());
        with.OperatorCount.Should().Be(without.OperatorCount + 1);
        FluentActions.Invoking(() => without.KineticOperator).Should().Throw<InvalidOperationException>()
            .WithMessage("These integrals were made without the kinetic energy.");
    }

    private MultipoleIntegrals Integrals(Tape tape, IReadOnlyDictionary<string, Variable> inputs, bool withKinetic) =>
        MultipoleIntegrals.Create(tape, Case.Basis, LayerCase.Pairs(tape, inputs), inputs["ζ"], Order, withKinetic);
}

/// <summary>s, p and d shells, without dipoles.</summary>
public sealed class ValenceKineticEnergyTests : KineticEnergyContract
{
    private protected override LayerCase Case { get; } = LayerCase.Stda("valence", 1, 26, 17, 6, 26);

    protected override string Exponents => "valence_exponent";

    protected override int Order => 0;
}

/// <summary>Diffuse shells, of which those of hydrogen's p have no valence shell to be orthogonalised to, with dipoles.</summary>
public sealed class ExtendedKineticEnergyTests : KineticEnergyContract
{
    private protected override LayerCase Case { get; } = LayerCase.Stda("extended", 1, 26, 17, 6);

    protected override string Exponents => "extended_exponent";

    protected override int Order => 1;
}
