using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Scf;

/// <summary>
/// What every <see cref="Interaction"/> must fulfil: its potential, kernel and adjoints against differences of its
/// energy and potential. The populations are varied one by one, as if shells and atoms were independent.
/// </summary>
public abstract class InteractionContract
{
    /// <summary>Five-point differences with these steps are good to about 10⁻¹¹ of the quantity's scale.</summary>
    private const double RelativeTolerance = 1e-7;

    /// <summary>Rounding of an energy of about 1 Eh, divided by the step.</summary>
    private const double AbsoluteFloor = 1e-11;

    private const double Step = 1e-3;

    /// <summary>The values of every input (positions, parameters), by name, away from symmetric points.</summary>
    protected abstract IReadOnlyDictionary<string, double[]> Inputs { get; }

    /// <summary>Generic populations.</summary>
    protected abstract PopulationValues X { get; }

    /// <summary>Makes the interaction from variables of the inputs.</summary>
    protected abstract Interaction Create(Tape tape, IReadOnlyDictionary<string, Variable> inputs);

    [Fact]
    public void PotentialIsTheDerivativeOfTheEnergy()
    {
        var interaction = CreateAt(Inputs, out _, out _);
        var potential = X.Zero();
        interaction.AddPotential(X.View, potential.View);
        ShouldBeClose(potential.All, Differences(X.All, all => interaction.Energy(X.With(all).View)), "potential");
        potential.All.Should().Contain(v => v != 0.0);
    }

    [Fact]
    public void KernelProductIsTheDerivativeOfThePotentialAlongTheDirection()
    {
        var interaction = CreateAt(Inputs, out _, out _);
        var direction = X.Direction(1);
        var product = X.Zero();
        interaction.AddKernelProduct(X.View, direction.View, product.View);
        var expected = X.Zero();
        for (var i = 0; i < expected.All.Length; i++)
        {
            var component = i;
            expected.All[i] = Difference(h =>
            {
                var potential = X.Zero();
                interaction.AddPotential(X.Moved(direction, h).View, potential.View);
                return potential.All[component];
            });
        }

        ShouldBeClose(product.All, expected.All, "kernel product");
    }

    [Fact]
    public void KernelIsSymmetric()
    {
        var interaction = CreateAt(Inputs, out _, out _);
        PopulationValues u = X.Direction(1), v = X.Direction(2), Ku = X.Zero(), Kv = X.Zero();
        interaction.AddKernelProduct(X.View, u.View, Ku.View);
        interaction.AddKernelProduct(X.View, v.View, Kv.View);
        var vKu = Dot(v.All, Ku.All);
        vKu.Should().BeApproximately(Dot(u.All, Kv.All), 1e-13 + (1e-12 * Math.Abs(vKu)));
    }

    [Fact]
    public void AtomicEnergiesSumToTheEnergy()
    {
        var interaction = CreateAt(Inputs, out _, out _);
        var perAtom = new double[X.AtomCount];
        interaction.AddAtomicEnergies(X.View, perAtom);
        var energy = interaction.Energy(X.View);
        perAtom.Sum().Should().BeApproximately(energy, 1e-14 + (1e-13 * Math.Abs(energy)));
    }

    [Fact]
    public void ResultsAreAddedToWhatIsThere()
    {
        var interaction = CreateAt(Inputs, out _, out _);
        PopulationValues once = X.Zero(), twice = X.Zero();
        interaction.AddPotential(X.View, once.View);
        interaction.AddPotential(X.View, twice.View);
        interaction.AddPotential(X.View, twice.View);
        for (var i = 0; i < once.All.Length; i++)
            twice.All[i].Should().Be(2.0 * once.All[i]);
    }

    [Fact]
    public void EnergyAdjointIsTheDerivativeByEveryInput()
    {
        const double Weight = 0.7;
        var interaction = CreateAt(Inputs, out var tape, out var variables);
        interaction.PropagateEnergyAdjoint(X.View, Weight);
        tape.PropagateSeeds();
        ShouldDifferentiate(variables, at => Weight * CreateAt(at, out _, out _).Energy(X.View));
    }

    [Fact]
    public void PotentialAdjointIsTheDerivativeByEveryInput()
    {
        var direction = X.Direction(3);
        var interaction = CreateAt(Inputs, out var tape, out var variables);
        interaction.PropagatePotentialAdjoint(X.View, direction.View);
        tape.PropagateSeeds();
        ShouldDifferentiate(variables, at =>
        {
            var potential = X.Zero();
            CreateAt(at, out _, out _).AddPotential(X.View, potential.View);
            return Dot(potential.All, direction.All);
        });
    }

    [Fact]
    public void AnInputThatIsTheOnlyLeafGetsTheSameAdjoint()
    {
        var interaction = CreateAt(Inputs, out var tape, out var together);
        Propagate(interaction, tape);
        foreach (var name in Inputs.Keys)
        {
            var alone = new Tape(new Arena());
            var variables = LayerGradient.Leaves(alone, Inputs, only: name);
            Propagate(Create(alone, variables), alone);
            variables[name].Adjoint.ToArray().Should().Equal(together[name].Adjoint.ToArray(), "{0} does not depend on whether others are differentiated", name);
        }

        void Propagate(Interaction of, Tape on)
        {
            of.PropagateEnergyAdjoint(X.View, 0.7);
            of.PropagatePotentialAdjoint(X.View, X.Direction(3).View);
            on.PropagateSeeds();
        }
    }

    private static void ShouldBeClose(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, string what)
    {
        var scale = 0.0;
        foreach (var value in expected)
            scale = Math.Max(scale, Math.Abs(value));
        for (var i = 0; i < actual.Length; i++)
            actual[i].Should().BeApproximately(expected[i], AbsoluteFloor + (RelativeTolerance * scale), "element {0} of {1} is a derivative", i, what);
    }

    private static double Difference(Func<double, double> along, double step = Step) =>
        ((8.0 * (along(step) - along(-step))) - (along(2.0 * step) - along(-2.0 * step))) / (12.0 * step);

    private static double[] Differences(double[] at, Func<double[], double> value)
    {
        var result = new double[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            result[i] = Difference(h =>
            {
                var moved = (double[])at.Clone();
                moved[i] += h;
                return value(moved);
            });
        }

        return result;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();

    private void ShouldDifferentiate(IReadOnlyDictionary<string, Variable> variables, Func<IReadOnlyDictionary<string, double[]>, double> value)
    {
        foreach (var (name, variable) in variables)
        {
            var expected = Differences(Inputs[name], moved => value(new Dictionary<string, double[]>(Inputs) { [name] = moved }));
            expected.Should().Contain(d => Math.Abs(d) > 1e-9, "the test must see {0}", name);
            ShouldBeClose(variable.Adjoint, expected, name);
        }
    }

    private Interaction CreateAt(IReadOnlyDictionary<string, double[]> values, out Tape tape, out Dictionary<string, Variable> variables)
    {
        tape = new Tape(new Arena());
        variables = [];
        foreach (var (name, value) in values)
            variables[name] = tape.Leaf(value, value.Length);
        return Create(tape, variables);
    }

    /// <summary>Populations in one array: atoms, shells, dipoles, quadrupoles.</summary>
    protected sealed class PopulationValues
    {
        private readonly int shells;
        private readonly int atoms;

        public PopulationValues(int shells, int atoms, double[] all)
        {
            this.shells = shells;
            this.atoms = atoms;
            All = all;
            View = new Populations(all.AsMemory(atoms), all.AsMemory(0, atoms), shells);
        }

        public double[] All { get; }

        public Populations View { get; }

        public int AtomCount => atoms;

        /// <summary>Reproducible numbers between −0.3 and 0.3.</summary>
        public static PopulationValues Generic(int shells, int atoms, bool multipoles, int seed)
        {
            var random = new Random(seed);
            var all = new double[atoms + shells + (multipoles ? 9 * atoms : 0)];
            for (var i = 0; i < all.Length; i++)
                all[i] = 0.6 * (random.NextDouble() - 0.5);
            return new PopulationValues(shells, atoms, all);
        }

        public PopulationValues Zero() => With(new double[All.Length]);

        public PopulationValues Direction(int seed) => Generic(shells, atoms, View.HasMultipoles, 1000 + seed);

        public PopulationValues With(double[] all) => new(shells, atoms, all);

        public PopulationValues Moved(PopulationValues direction, double step) =>
            With([.. All.Zip(direction.All, (x, d) => x + (step * d))]);
    }
}
