using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Dispersion;
using Hybrid.Physics.Scf;
using Hybrid.Tests.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Dispersion;

public sealed class D4DispersionTests : InteractionContract
{
    /// <summary>Printed to 12 decimals; the charges have 8 decimals and xtb drops weights below 10⁻⁷.</summary>
    private const double AgainstXtbPerAtom = 1e-10;

    /// <summary>xtb leaves out three-body terms beyond 40 a0, which these structures reach.</summary>
    private const double AgainstXtbPerAtomBeyondItsCutoffs = 1e-7;

    private static readonly DispersionCase Case = DispersionCase.Mixed();
    private static readonly Dictionary<string, double[]> CaseInputs = DispersionCase.Jittered(Case.D4Inputs());

    protected override IReadOnlyDictionary<string, double[]> Inputs => CaseInputs;

    protected override PopulationValues X { get; } = PopulationValues.Generic(shells: 0, Case.AtomCount, multipoles: false, seed: 5);

    protected override Interaction Create(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        D4Dispersion.Create(tape, Case.D4Mixture(tape, inputs), inputs["positions"], DispersionCase.Damping(inputs));

    [Theory]
    [InlineData("h2o", AgainstXtbPerAtom)]
    [InlineData("caffeine", AgainstXtbPerAtom)]
    [InlineData("brclthiophene", AgainstXtbPerAtom)]
    [InlineData("c60", AgainstXtbPerAtom)]
    [InlineData("ferrocene", AgainstXtbPerAtom)]
    [InlineData("sf6", AgainstXtbPerAtom)]
    [InlineData("pbh4", AgainstXtbPerAtom)]
    [InlineData("ticl4", AgainstXtbPerAtom)]
    [InlineData("salts", AgainstXtbPerAtom)]
    [InlineData("c66h134", AgainstXtbPerAtomBeyondItsCutoffs)]
    [InlineData("gly24", AgainstXtbPerAtomBeyondItsCutoffs)]
    public void TwoAndThreeBodyEnergiesAreThoseOfXtb(string name, double perAtom)
    {
        var molecule = DispersionCase.Of(name);
        Energy(molecule).Should().BeApproximately(molecule.Gfn2Energy, perAtom * molecule.AtomCount);
    }

    [Fact]
    public void EnergyDoesNotChangeUnderRotationTranslationAndPermutation()
    {
        var molecule = DispersionCase.Of("caffeine");
        var n = molecule.AtomCount;
        var order = Enumerable.Range(0, n).OrderBy(i => (i * 7) % n).ToArray();
        double c = Math.Cos(0.7), s = Math.Sin(0.7);
        var moved = new double[3 * n];
        for (var i = 0; i < n; i++)
        {
            var r = molecule.Positions.AsSpan(3 * order[i], 3);
            moved[3 * i] = (c * r[0]) - (s * r[2]) + 1.0;
            moved[(3 * i) + 1] = r[1] - 11.0;
            moved[(3 * i) + 2] = (s * r[0]) + (c * r[2]) + 5.0;
        }

        var other = molecule with
        {
            AtomicNumbers = [.. order.Select(i => molecule.AtomicNumbers[i])],
            Charges = [.. order.Select(i => molecule.Charges[i])],
            Positions = moved,
        };
        Energy(other).Should().BeApproximately(Energy(molecule), 1e-12);
    }

    [Fact]
    public void EnergiesOfDistantMoleculesAdd()
    {
        DispersionCase a = DispersionCase.Of("caffeine"), b = DispersionCase.Of("ticl4");
        var both = a with
        {
            AtomicNumbers = [.. a.AtomicNumbers, .. b.AtomicNumbers],
            Charges = [.. a.Charges, .. b.Charges],
            Positions = [.. a.Positions, .. b.Positions.Select(x => x + 2000.0)],
        };
        Energy(both).Should().BeApproximately(Energy(a) + Energy(b), 1e-13);
    }

    [Fact]
    public void AnAtomWithoutElectronsHasAFiniteEnergyAndNoPotential()
    {
        var tape = new Tape(new Arena());
        var proton = new DispersionCase("proton", [1, 8], [0.0, 0.0, 0.0, 0.0, 0.0, 3.0], [-1.0, 0.0], null, 0.0);
        var v = DispersionCase.Leaves(tape, proton.D4Inputs());
        var d4 = D4Dispersion.Create(tape, proton.D4Mixture(tape, v), v["positions"], DispersionCase.Damping(v));
        var potential = new double[2];
        foreach (var charge in new[] { -1.0 + 1e-9, -1.0, -1.2 })
        {
            var x = Charges([charge, 0.0]);
            d4.Energy(x).Should().BeInRange(-1.0, 0.0);
            potential.AsSpan().Clear();
            d4.AddPotential(x, Charges(potential));
            potential[0].Should().Be(0.0);
        }
    }

    [Fact]
    public void AnIterationAllocatesNothing()
    {
        var molecule = DispersionCase.Of("caffeine");
        var tape = new Tape(new Arena(), isRecording: false);
        var v = DispersionCase.Leaves(tape, molecule.D4Inputs());
        var d4 = D4Dispersion.Create(tape, molecule.D4Mixture(tape, v), v["positions"], DispersionCase.Damping(v));
        var x = Charges([.. molecule.Charges]);
        var potential = Charges(new double[molecule.AtomCount]);
        long before = 0;
        for (var iteration = 0; iteration < 3; iteration++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            x.AtomCharges[0] += 0.01;
            d4.Energy(x);
            d4.AddPotential(x, potential);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void ChargesOfTheWrongLengthAreRefused()
    {
        var interaction = Create(new Tape(new Arena()), DispersionCase.Leaves(new Tape(new Arena()), CaseInputs));
        var act = () => interaction.Energy(Charges([0.0, 0.0, 0.0]));
        act.Should().Throw<ArgumentException>().WithMessage("*10 atomic charges*3*");
    }

    private static Populations Charges(double[] perAtom) => new(default, perAtom, nShells: 0);

    private static double Energy(DispersionCase molecule)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var v = DispersionCase.Leaves(tape, molecule.D4Inputs());
        var mixture = molecule.D4Mixture(tape, v);
        var damping = DispersionCase.Damping(v);
        var twoBody = D4Dispersion.Create(tape, mixture, v["positions"], damping);
        var threeBody = AxilrodTellerMuto.AtomicEnergies(tape, mixture, v["positions"], damping, tape.Constant([5.0], 1));
        return twoBody.Energy(Charges(molecule.Charges)) + threeBody.Value.ToArray().Sum();
    }
}
