using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Scf;

/// <summary>Charges of two Hamiltonians one after the other in one basis, the second with a potential.</summary>
public sealed class MullikenChargesOfHamiltoniansTests : LayerContract
{
    /// <summary>Wide enough that some occupations are fractional: then the Fermi level takes part.</summary>
    private const double ThermalEnergy = 0.08;

    private static readonly LayerCase Case = LayerCase.Stda("valence", 1, 6, 8, 17, 1);
    private static readonly double[] ValenceElectrons = [1.0, 4.0, 6.0, 7.0, 1.0];

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["ζ"] = Case.PerShell("valence_exponent"),
        ["levels"] = Case.PerShell("valence_level"),
        ["V"] = [0.1, -0.2, 0.03, -0.04, 0.02],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => Indexing.Concatenate(Charges(tape, inputs, charge: 1.0));

    [Fact]
    public void They_add_up_to_the_total_charge()
    {
        var tape = new Tape(new Arena());
        foreach (var q in Charges(tape, LayerGradient.Leaves(tape, Inputs), charge: 1.0))
            q.Value.ToArray().Sum().Should().BeApproximately(1.0, 1e-12);
    }

    [Fact]
    public void A_second_Hamiltonian_in_the_same_basis_has_the_charges_that_it_has_alone()
    {
        var tape = new Tape(new Arena());
        var v = LayerGradient.Leaves(tape, Inputs);
        var (integrals, hamiltonian) = Hamiltonian(tape, v);
        var second = PotentialShift.AddedTo(tape, integrals, hamiltonian, v["V"]);
        var alone = Mulliken(tape, integrals, charge: 1.0).Of(second);
        Charges(tape, v, charge: 1.0)[1].Value.ToArray().Should().Equal(alone.Value.ToArray());
    }

    private static Variable[] Charges(Tape tape, IReadOnlyDictionary<string, Variable> v, double charge)
    {
        var (integrals, hamiltonian) = Hamiltonian(tape, v);
        var mulliken = Mulliken(tape, integrals, charge);
        return [mulliken.Of(hamiltonian), mulliken.Of(PotentialShift.AddedTo(tape, integrals, hamiltonian, v["V"]))];
    }

    private static MullikenCharges Mulliken(Tape tape, MultipoleIntegrals integrals, double charge) => new(
        tape, DenseLinearAlgebra.Managed, integrals, ValenceElectrons, ElectronCount.Of(ValenceElectrons.Sum(), charge, null, Case.Basis.OrbitalCount), ThermalEnergy);

    private static (MultipoleIntegrals Integrals, Variable Hamiltonian) Hamiltonian(Tape tape, IReadOnlyDictionary<string, Variable> v)
    {
        var integrals = MultipoleIntegrals.Create(tape, Case.Basis, LayerCase.Pairs(tape, v), v["ζ"], order: 0, withKinetic: true);
        return (integrals, new HueckelHamiltonian
        {
            ShellConstants = tape.Constant([1.8, 2.8, 2.1], 3),
            DiffuseConstant = tape.Constant([0.0], 1),
            DiffuseValenceConstant = tape.Constant([0.0], 1),
            KineticScale = tape.Constant([0.33], 1),
        }.Blocks(tape, integrals, v["levels"]));
    }
}
