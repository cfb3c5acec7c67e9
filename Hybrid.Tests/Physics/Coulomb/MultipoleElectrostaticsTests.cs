using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Scf;
using Hybrid.Tests.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Coulomb;

public sealed class MultipoleElectrostaticsTests : InteractionContract
{
    private static readonly LayerCase Case = LayerCase.Gfn2(1, 8, 26, 6, 17, 1);

    private readonly PopulationValues populations = PopulationValues.Generic(0, Case.AtomCount, multipoles: true, seed: 9);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["radii"] = Case.PerAtom("multipole_radius"),
        ["k3"] = [3.1],
        ["k5"] = [4.2],
        ["dipole kernel"] = Case.Moved(Enumerable.Repeat(0.02, Case.AtomCount)),
        ["quadrupole kernel"] = Case.Moved(Enumerable.Repeat(0.01, Case.AtomCount)),
    };

    protected override PopulationValues X => populations;

    protected override Interaction Create(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => new MultipoleElectrostatics(
        tape, LayerCase.Pairs(tape, inputs), inputs["radii"], inputs["k3"], inputs["k5"], inputs["dipole kernel"], inputs["quadrupole kernel"]);

    /// <summary>The published powers have a shortcut; it must be the general formula.</summary>
    [Fact]
    public void Whole_powers_are_the_limit_of_others()
    {
        var exact = Energy(new Dictionary<string, double[]>(Inputs) { ["k3"] = [3.0], ["k5"] = [4.0] }, X.View);
        var near = Energy(new Dictionary<string, double[]>(Inputs) { ["k3"] = [3.0 + 1e-13], ["k5"] = [4.0 + 1e-13] }, X.View);
        exact.Should().BeApproximately(near, 1e-12);
    }

    /// <summary>Without damping, point charges close to two centres have the energy of their multipoles.</summary>
    [Fact]
    public void Undamped_multipoles_are_those_of_point_charges()
    {
        // Two clusters of three charges within d of their centres. The terms of charge–charge, dipole–quadrupole and higher
        // order are not in this interaction: the first is subtracted, the others are of relative order d/R.
        const double d = 1e-3, R = 10.0;
        double[] charges = [0.7, -0.4, 0.2, -0.3, 0.6, 0.5];
        double[][] offsets = [[d, 0.3 * d, -0.2 * d], [-0.5 * d, d, 0.4 * d], [0.1 * d, -0.7 * d, d], [0.2 * d, -d, 0.5 * d], [d, 0.6 * d, 0.1 * d], [-0.8 * d, 0.2 * d, -d]];
        double[] centre = [0.6 * R, -0.64 * R, 0.48 * R];

        var x = new Populations(new double[18], new double[2], nShells: 0);
        for (var i = 0; i < 6; i++)
            AddCharge(x, i / 3, charges[i], offsets[i]);
        var coulomb = 0.0;
        for (var i = 0; i < 3; i++)
        {
            for (var j = 3; j < 6; j++)
            {
                var square = 0.0;
                for (var k = 0; k < 3; k++)
                    square += Math.Pow(centre[k] + offsets[j][k] - offsets[i][k], 2.0);
                coulomb += charges[i] * charges[j] / Math.Sqrt(square);
            }
        }

        var distance = Math.Sqrt(centre.Sum(c => c * c));
        var expected = coulomb - (x.AtomCharges[0] * x.AtomCharges[1] / distance);
        var energy = Energy(
            new Dictionary<string, double[]>
            {
                ["positions"] = [0.0, 0.0, 0.0, .. centre],
                ["radii"] = [1e-9, 1e-9],
                ["k3"] = [3.0],
                ["k5"] = [4.0],
                ["dipole kernel"] = [0.0, 0.0],
                ["quadrupole kernel"] = [0.0, 0.0],
            },
            x);
        var nextOrder = d * d * d / Math.Pow(R, 4.0);
        energy.Should().BeApproximately(expected, 10.0 * nextOrder);
        Math.Abs(expected).Should().BeGreaterThan(1e3 * nextOrder);
    }

    [Fact]
    public void Distant_molecules_do_not_feel_each_other()
    {
        const double Far = 1e7;
        var shifted = (double[])Case.Positions.Clone();
        for (var A = 3; A < 6; A++)
            shifted[3 * A] += Far;
        var inputs = new Dictionary<string, double[]>(Inputs) { ["positions"] = shifted };
        PopulationValues left = Part(A => A < 3), right = Part(A => A >= 3);
        Energy(inputs, X.View).Should().BeApproximately(Energy(inputs, left.View) + Energy(inputs, right.View), 1e-13);
    }

    private PopulationValues Part(Func<int, bool> isHere)
    {
        var all = (double[])X.All.Clone();
        for (var i = 0; i < all.Length; i++)
        {
            var A = i < 6 ? i : i < 24 ? (i - 6) / 3 : (i - 24) / 6;
            if (!isHere(A))
                all[i] = 0.0;
        }

        return X.With(all);
    }

    private double Energy(Dictionary<string, double[]> inputs, Populations x)
    {
        var tape = new Tape(new Arena());
        return Create(tape, LayerGradient.Leaves(tape, inputs)).Energy(x);
    }

    /// <summary>Θ_ab = ³⁄₂ q r_a r_b − ½ δ_ab q r².</summary>
    private static void AddCharge(Populations x, int atom, double q, double[] r)
    {
        var square = r.Sum(c => c * c);
        x.AtomCharges[atom] += q;
        for (var k = 0; k < 3; k++)
            x.AtomDipoles[(3 * atom) + k] += q * r[k];
        var component = 6 * atom;
        for (var b = 0; b < 3; b++)
        {
            for (var a = 0; a <= b; a++, component++)
                x.AtomQuadrupoles[component] += q * ((1.5 * r[a] * r[b]) - (a == b ? 0.5 * square : 0.0));
        }
    }
}
