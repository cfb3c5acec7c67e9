using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Training;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// Differentiates predicted states by the exposed weights, through the response, the eigenproblem and the Hamiltonian: one backward walk for
/// each quantity, whatever the number of weights. Serves any number of threads.
/// </summary>
public sealed class StateGradients
{
    /// <summary>Within it strengths of neighbouring states belong together, eV: that of the loss of strengths.</summary>
    public const double DegeneracyWidth = 0.05;

    private readonly ITrainable model;
    private readonly ReadOnlyMemory<double> weights;
    private readonly ILinearAlgebra linearAlgebra;
    private readonly ConcurrentBag<Arena> arenas = [];

    /// <summary>Of a model with given weights.</summary>
    /// <param name="model">The model.</param>
    /// <param name="exposed">Which weights.</param>
    /// <param name="weights">All weights.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    public StateGradients(ITrainable model, ExposedWeights exposed, ReadOnlyMemory<double> weights, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(exposed);
        this.model = model;
        Exposed = exposed;
        this.weights = weights;
        this.linearAlgebra = linearAlgebra ?? DenseLinearAlgebra.Default;
    }

    /// <summary>By which weights.</summary>
    public ExposedWeights Exposed { get; }

    /// <summary>The lowest states of one spin with the derivatives of all their quantities.</summary>
    /// <param name="structure">A molecule.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="count">How many states at least, as far as there are.</param>
    /// <exception cref="PredictionException">There are no states or no derivatives: the message says why.</exception>
    /// <exception cref="ArgumentException">The structure doesn't fit the model.</exception>
    public IReadOnlyList<StateGradient> Of(Structure structure, Multiplicity multiplicity, int count) =>
        OnTape(structure, states => states.Of(multiplicity, count, _ => true, _ => true));

    /// <summary>The lowest states of both spins and the frontier orbitals, from one calculation.</summary>
    /// <param name="structure">A molecule.</param>
    /// <param name="singlets">How many singlets at least, as far as there are; zero for none.</param>
    /// <param name="triplets">How many triplets.</param>
    /// <inheritdoc cref="Of(Structure, Multiplicity, int)" path="/exception"/>
    public MoleculeGradients Of(Structure structure, int singlets, int triplets) => OnTape(structure, states => new MoleculeGradients(
        singlets > 0 ? states.Of(Multiplicity.Singlet, singlets, _ => true, _ => true) : [], triplets > 0 ? states.Of(Multiplicity.Triplet, triplets, _ => true, _ => true) : [],
        states.Frontier()));

    /// <summary>What a caller asks of the states of one structure.</summary>
    internal T OnTape<T>(Structure structure, Func<RecordedStates, T> ask)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if (!arenas.TryTake(out var arena))
            arena = new Arena();
        arena.Reset();
        try
        {
            var tape = new Tape(arena, isRecording: true, linearAlgebra);
            var binding = new WeightBinding(tape, model.Layout, weights, Exposed.Contains);
            return ask(new RecordedStates(tape, binding, model.Record(tape, binding, structure), Exposed));
        }
        finally
        {
            arenas.Add(arena);
        }
    }

    /// <summary>The states of one structure on a tape.</summary>
    internal sealed class RecordedStates(Tape tape, WeightBinding binding, TapePrediction prediction, ExposedWeights exposed)
    {
        private double? adjointResidual;

        /// <param name="multiplicity">The spin.</param>
        /// <param name="count">How many states at least.</param>
        /// <param name="ofEnergy">Whose energies are differentiated, counted from zero.</param>
        /// <param name="ofStrength">Whose strengths.</param>
        public IReadOnlyList<StateGradient> Of(Multiplicity multiplicity, int count, Predicate<int> ofEnergy, Predicate<int> ofStrength)
        {
            var states = prediction.States(multiplicity, count);
            var ω = states.Energies.Value.ToArray();
            var found = new List<StateGradient>(ω.Length);
            var f = multiplicity == Multiplicity.Singlet ? states.Strengths?.Value : null;
            for (var k = 0; k < ω.Length; k++)
            {
                if (!double.IsFinite(ω[k]))
                    throw new PredictionException("An excitation energy is not a finite number.");
                var gap = double.PositiveInfinity;
                for (var j = 0; j < ω.Length; j++)
                    gap = j == k ? gap : Math.Min(gap, Math.Abs(ω[j] - ω[k]));
                adjointResidual = null;
                found.Add(new StateGradient(
                    multiplicity, k + 1, ω[k] * Constants.ElectronvoltPerHartree, f?.Value[k],
                    ofEnergy(k) ? Gradient(states.Energies, Unit(ω.Length, k), Constants.ElectronvoltPerHartree) : null,
                    f is not null && ofStrength(k) ? Gradient(f, Closeness(ω, k), 1.0) : null, gap * Constants.ElectronvoltPerHartree)
                {
                    AdjointResidual = adjointResidual,
                });
            }

            return found;
        }

        /// <summary>Null for a model without orbitals.</summary>
        /// <exception cref="PredictionException">There are no orbitals of this structure: the message says why.</exception>
        public FrontierOrbitals? Frontier()
        {
            if (prediction.ResponseOrbitals is not { } reference)
                return null;
            var (ε, occupied) = (reference.OrbitalEnergies(), reference.Orbitals.OccupiedCount);
            return new FrontierOrbitals(
                ε.Value[occupied - 1] * Constants.ElectronvoltPerHartree, ε.Value[occupied] * Constants.ElectronvoltPerHartree, Derivative(occupied - 1), Derivative(occupied));

            // Models may learn of the kernel alone.
            double[] Derivative(int k) => ε.NeedsAdjoint ? Gradient(ε, Level(ε.Value, k), Constants.ElectronvoltPerHartree) : new double[exposed.Count];
        }

        /// <summary>Σ_j seed_j ∂x_j/∂w.</summary>
        public double[] Gradient(Variable x, ReadOnlySpan<double> seed, double factor)
        {
            var gradient = new double[exposed.Count];
            tape.Backward(x, seed);
            if (prediction.GradientFailure is { } failure)
                throw new PredictionException(failure);
            if (!binding.HasFiniteGradient)
                throw new PredictionException("The derivatives of a prediction are not finite.");
            exposed.AddGradient(binding, factor, gradient);
            adjointResidual = new[] { adjointResidual, prediction.AdjointResidual }.Max();
            return gradient;
        }

        /// <summary>The strengths of singlets, where there are some.</summary>
        public Variable? Strengths(int count) => prediction.States(Multiplicity.Singlet, count).Strengths?.Value;

        private static double[] Unit(int length, int k)
        {
            var seed = new double[length];
            seed[k] = 1.0;
            return seed;
        }

        /// <summary>The mean over the orbitals of one level.</summary>
        private static double[] Level(ReadOnlySpan<double> ε, int k)
        {
            var seed = new double[ε.Length];
            for (var j = 0; j < seed.Length; j++)
                seed[j] = Math.Abs(ε[j] - ε[k]) * Constants.ElectronvoltPerHartree < FrontierOrbitals.Degeneracy ? 1.0 : 0.0;
            TensorPrimitives.Divide(seed, TensorPrimitives.Sum<double>(seed), seed);
            return seed;
        }

        private static double[] Closeness(ReadOnlySpan<double> ω, int k)
        {
            var seed = new double[ω.Length];
            for (var j = 0; j < seed.Length; j++)
            {
                var gap = (ω[j] - ω[k]) * Constants.ElectronvoltPerHartree / DegeneracyWidth;
                seed[j] = Math.Exp(-gap * gap);
            }

            return seed;
        }
    }
}
