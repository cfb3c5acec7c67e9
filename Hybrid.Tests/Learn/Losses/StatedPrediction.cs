using Hybrid.Core.Autodiff;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Tests.Learn.Losses;

/// <summary>A prediction whose numbers a test states: leaves of a tape.</summary>
internal sealed class StatedPrediction : TapePrediction
{
    private readonly Dictionary<Multiplicity, PredictedStates> states = [];

    public override Tape Tape { get; } = new(new Arena());

    /// <summary>How many states were last asked for.</summary>
    public int AskedFor { get; private set; }

    public override PredictedStates States(Multiplicity multiplicity, int count)
    {
        AskedFor = count;
        return states[multiplicity];
    }

    public void AddStates(Multiplicity multiplicity, PredictedStates predicted) => states[multiplicity] = predicted;

    public override Variable Charges => Property!;

    public override Variable Dipole => Property!;

    public override Variable Quadrupole => Property!;

    public override Variable OrbitalEnergies => Property!;

    public override int OccupiedCount => 2;

    public override Variable Energy => Property!;

    /// <summary>What stands for whichever property of the ground state is asked for.</summary>
    public Variable? Property { get; private set; }

    public Variable AddProperty(params double[] values) => Property = Tape.Leaf(values, values.Length);

    public Variable AddStates(Multiplicity multiplicity, params double[] energies)
    {
        var leaf = Tape.Leaf(energies, energies.Length);
        states[multiplicity] = new PredictedStates(leaf, null, null);
        return leaf;
    }

    public (Variable Energies, Variable Strengths) AddBrightStates(double[] energies, double[] strengths)
    {
        var (ω, f) = (Tape.Leaf(energies, energies.Length), Tape.Leaf(strengths, strengths.Length));
        states[Multiplicity.Singlet] = new PredictedStates(ω, new Lazy<Variable>(f), null);
        return (ω, f);
    }
}
