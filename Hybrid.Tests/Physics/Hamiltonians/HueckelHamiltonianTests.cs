using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Hamiltonians;
using Xunit;

namespace Hybrid.Tests.Physics.Hamiltonians;

public sealed class HueckelHamiltonianTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Stda("extended", 1, 6, 26, 17);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["ζ"] = Case.PerShell("extended_exponent"),
        ["levels"] = Case.PerShell("extended_level"),
        ["k"] = [1.6, 2.2, 1.9],
        ["k diffuse"] = [2.3],
        ["k diffuse valence"] = [1.7],
        ["kinetic scale"] = [0.25],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => Hamiltonian(tape, inputs, Integrals(tape, inputs));

    [Fact]
    public void An_element_is_the_mean_level_times_the_scaled_overlap_less_the_kinetic_energy()
    {
        var tape = new Tape(new Arena());
        var v = LayerGradient.Leaves(tape, Inputs);
        var integrals = Integrals(tape, v);
        var H = Hamiltonian(tape, v, integrals).Value;
        foreach (var block in integrals.Layout.Blocks.ToArray())
        {
            var S = integrals.Of(block);
            for (var element = 0; element < block.Size; element++)
            {
                var a = Case.Basis.OrbitalShell[block.FirstRow + (element / block.Columns)];
                var b = Case.Basis.OrbitalShell[block.FirstColumn + (element % block.Columns)];
                var (shellA, shellB) = (Case.Basis.Shells[a], Case.Basis.Shells[b]);
                var k = (shellA.IsValence, shellB.IsValence) switch
                {
                    (true, true) => 0.5 * (Inputs["k"][shellA.AngularMomentum] + Inputs["k"][shellB.AngularMomentum]),
                    (false, false) => 2.3,
                    _ => 1.7,
                };
                var T = shellA.IsValence && shellB.IsValence ? S[(integrals.KineticOperator * block.Size) + element] : 0.0;
                var expected = block.IsOnSite
                    ? (element % (block.Columns + 1) == 0 ? Inputs["levels"][a] : 0.0)
                    : (0.5 * (Inputs["levels"][a] + Inputs["levels"][b]) * k * S[element]) - (0.25 * T);
                H[block.Offset + element].Should().BeApproximately(expected, 1e-14);
            }
        }
    }

    private static MultipoleIntegrals Integrals(Tape tape, IReadOnlyDictionary<string, Variable> v) =>
        MultipoleIntegrals.Create(tape, Case.Basis, LayerCase.Pairs(tape, v), v["ζ"], order: 0, withKinetic: true);

    private static Variable Hamiltonian(Tape tape, IReadOnlyDictionary<string, Variable> v, MultipoleIntegrals integrals) => new HueckelHamiltonian
    {
        ShellConstants = v["k"],
        DiffuseConstant = v["k diffuse"],
        DiffuseValenceConstant = v["k diffuse valence"],
        KineticScale = v["kinetic scale"],
    }.Blocks(tape, integrals, v["levels"]);
}

public sealed class PotentialShiftTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Stda("extended", 1, 6, 17);
    private static readonly double[] H = Case.Noise(BlockLength());

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["ζ"] = Case.PerShell("extended_exponent"),
        ["H"] = H,
        ["V"] = [0.1, -0.2, 0.3],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        PotentialShift.AddedTo(tape, Integrals(tape, inputs), inputs["H"], inputs["V"]);

    [Fact]
    public void The_potential_of_both_atoms_lowers_an_element_by_its_overlap()
    {
        var tape = new Tape(new Arena());
        var v = LayerGradient.Leaves(tape, Inputs);
        var integrals = Integrals(tape, v);
        var shifted = PotentialShift.AddedTo(tape, integrals, v["H"], v["V"]).Value;
        foreach (var block in integrals.Layout.Blocks.ToArray())
        {
            for (var element = 0; element < block.Size; element++)
            {
                var both = Inputs["V"][block.RowAtom] + Inputs["V"][block.ColumnAtom];
                shifted[block.Offset + element].Should().BeApproximately(H[block.Offset + element] - (both * integrals.Of(block)[element]), 1e-15);
            }
        }
    }

    private static MultipoleIntegrals Integrals(Tape tape, IReadOnlyDictionary<string, Variable> v) =>
        MultipoleIntegrals.Create(tape, Case.Basis, LayerCase.Pairs(tape, v), v["ζ"], order: 0);

    private static int BlockLength()
    {
        var tape = new Tape(new Arena(), isRecording: false);
        return Integrals(tape, new Dictionary<string, Variable>
        {
            ["positions"] = tape.Constant(Case.Positions, Case.Positions.Length),
            ["ζ"] = tape.Constant(Case.PerShell("extended_exponent"), Case.Basis.ShellCount),
        }).Layout.Length;
    }
}
