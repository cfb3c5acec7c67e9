using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Scf;
using Hybrid.Tests.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Coulomb;

public abstract class ShellElectrostaticsContract(HubbardAverage average, double exponent) : InteractionContract
{
    private static readonly LayerCase Case = LayerCase.Gfn1(1, 8, 26, 1);

    private readonly PopulationValues populations = PopulationValues.Generic(Case.Basis.ShellCount, Case.AtomCount, multipoles: false, seed: 6);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["hubbard"] = Case.Moved(Enumerable.Repeat(0.45, Case.Basis.ShellCount)),
        ["exponent"] = [exponent],
    };

    protected override PopulationValues X => populations;

    protected override Interaction Create(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        new ShellElectrostatics(tape, Case.Basis, LayerCase.Pairs(tape, inputs), inputs["hubbard"], inputs["exponent"], average);

    [Fact]
    public void The_energy_is_half_the_sum_over_all_pairs_of_shells()
    {
        var η = Inputs["hubbard"];
        var q = X.View.ShellCharges.ToArray();
        var energy = 0.0;
        for (var a = 0; a < q.Length; a++)
        {
            for (var b = 0; b < q.Length; b++)
            {
                var mean = average == HubbardAverage.Arithmetic ? 0.5 * (η[a] + η[b]) : 2.0 * η[a] * η[b] / (η[a] + η[b]);
                var R = Distance(Case.Basis.ShellAtom[a], Case.Basis.ShellAtom[b]);
                energy += 0.5 * q[a] * q[b] / Math.Pow(Math.Pow(R, exponent) + Math.Pow(1.0 / mean, exponent), 1.0 / exponent);
            }
        }

        var tape = new Tape(new Arena());
        Create(tape, LayerGradient.Leaves(tape, Inputs)).Energy(X.View).Should().BeApproximately(energy, 1e-14);
    }

    [Fact]
    public void Far_away_only_the_charges_of_two_molecules_matter()
    {
        const double Far = 1e5;
        var charges = X.View.ShellCharges.ToArray();
        var shifted = (double[])Case.Positions.Clone();
        for (var A = 2; A < 4; A++)
            shifted[3 * A] += Far;
        var left = charges.Select((q, s) => Case.Basis.ShellAtom[s] < 2 ? q : 0.0).ToArray();
        var right = charges.Select((q, s) => Case.Basis.ShellAtom[s] < 2 ? 0.0 : q).ToArray();
        var interaction = Energy(charges) - Energy(left) - Energy(right);
        interaction.Should().BeApproximately(left.Sum() * right.Sum() / Far, 1e-4 * Math.Abs(left.Sum() * right.Sum()) / Far);

        double Energy(double[] q)
        {
            var tape = new Tape(new Arena());
            var inputs = new Dictionary<string, double[]>(Inputs) { ["positions"] = shifted };
            return Create(tape, LayerGradient.Leaves(tape, inputs)).Energy(new Populations(q, new double[4], q.Length));
        }
    }

    private static double Distance(int A, int B)
    {
        var square = 0.0;
        for (var k = 0; k < 3; k++)
            square += Math.Pow(Case.Positions[(3 * A) + k] - Case.Positions[(3 * B) + k], 2.0);
        return Math.Sqrt(square);
    }
}

public sealed class ArithmeticShellElectrostaticsTests() : ShellElectrostaticsContract(HubbardAverage.Arithmetic, 2.0);

public sealed class HarmonicShellElectrostaticsTests() : ShellElectrostaticsContract(HubbardAverage.Harmonic, 2.0);

public sealed class ArithmeticShellElectrostaticsWithAnotherPowerTests() : ShellElectrostaticsContract(HubbardAverage.Arithmetic, 2.3);

public sealed class HarmonicShellElectrostaticsWithAnotherPowerTests() : ShellElectrostaticsContract(HubbardAverage.Harmonic, 1.7);
