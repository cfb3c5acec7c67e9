using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Scf;
using Hybrid.Tests.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Coulomb;

public sealed class ThirdOrderOfAtomsTests : InteractionContract
{
    private static readonly LayerCase Case = LayerCase.Gfn1(1, 8, 26);

    private readonly PopulationValues populations = PopulationValues.Generic(Case.Basis.ShellCount, Case.AtomCount, multipoles: false, seed: 7);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]> { ["Γ"] = [0.1, -0.05, 0.2] };

    protected override PopulationValues X => populations;

    protected override Interaction Create(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => ThirdOrder.OfAtoms(Case.Basis, inputs["Γ"]);

    [Fact]
    public void The_energy_is_a_third_of_the_cubes_of_atomic_charges()
    {
        var q = X.View.AtomCharges.ToArray();
        var tape = new Tape(new Arena());
        Create(tape, LayerGradient.Leaves(tape, Inputs)).Energy(X.View)
            .Should().BeApproximately(Inputs["Γ"].Zip(q, (Γ, qA) => Γ * qA * qA * qA / 3.0).Sum(), 1e-16);
    }
}

public sealed class ThirdOrderOfShellsTests : InteractionContract
{
    private static readonly LayerCase Case = LayerCase.Gfn2(1, 8, 26);

    private readonly PopulationValues populations = PopulationValues.Generic(Case.Basis.ShellCount, Case.AtomCount, multipoles: false, seed: 8);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } =
        new Dictionary<string, double[]> { ["Γ"] = Case.Moved(Enumerable.Repeat(0.1, Case.Basis.ShellCount)) };

    protected override PopulationValues X => populations;

    protected override Interaction Create(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => ThirdOrder.OfShells(Case.Basis, inputs["Γ"]);

    [Fact]
    public void The_energy_is_a_third_of_the_cubes_of_shell_charges()
    {
        var q = X.View.ShellCharges.ToArray();
        var tape = new Tape(new Arena());
        Create(tape, LayerGradient.Leaves(tape, Inputs)).Energy(X.View)
            .Should().BeApproximately(Inputs["Γ"].Zip(q, (Γ, qs) => Γ * qs * qs * qs / 3.0).Sum(), 1e-16);
    }
}
