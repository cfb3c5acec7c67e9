using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Response;

/// <summary>
/// Central differences of the analytic gradient about one structure: (g(R + hd) − g(R − hd)) / 2h. Every displaced field
/// starts from the populations of the centre, so that no number depends on the order of the displacements.
/// </summary>
internal sealed class GradientDifferences
{
    private readonly TightBindingMethod method;
    private readonly Structure structure;
    private readonly ScfSettings scf;
    private readonly DisplacementSettings displacement;
    private readonly ILinearAlgebra algebra;
    private readonly CancellationToken cancellation;
    private readonly double[] electricField;
    private readonly double[] populations;

    public GradientDifferences(
        TightBindingMethod method, Structure structure, ScfSettings scf, DisplacementSettings displacement, ILinearAlgebra algebra,
        ReadOnlySpan<double> guess, ReadOnlySpan<double> electricField, CancellationToken cancellation)
    {
        this.method = method;
        this.structure = structure;
        this.scf = scf with { Accuracy = Math.Min(scf.Accuracy, displacement.Validated().LargestScfAccuracy) };
        this.displacement = displacement;
        this.algebra = algebra;
        this.cancellation = cancellation;
        this.electricField = electricField.ToArray();
        Gradient = new double[3 * structure.AtomCount];
        (Outcome, populations) = Evaluate(new Arena(), structure, guess, Gradient);
    }

    /// <summary>The gradient at the centre, Eh/a0.</summary>
    public double[] Gradient { get; }

    /// <summary>How the field at the centre ended.</summary>
    public ScfOutcome Outcome { get; }

    /// <summary>Fills H d for a direction d ≠ 0 and tells how the worse of the two fields ended.</summary>
    public ScfOutcome Along(Arena arena, ReadOnlySpan<double> direction, Span<double> product)
    {
        var h = displacement.Step / double.Abs(TensorPrimitives.MaxMagnitude(direction));
        var positions = new double[direction.Length];
        var below = new double[direction.Length];
        TensorPrimitives.MultiplyAdd(direction, -h, structure.Positions, positions);
        var (outcome, _) = Evaluate(arena, structure.WithPositions(positions), populations, below);
        TensorPrimitives.MultiplyAdd(direction, h, structure.Positions, positions);
        var (other, _) = Evaluate(arena, structure.WithPositions(positions), populations, product);
        TensorPrimitives.Subtract(product, below, product);
        TensorPrimitives.Divide(product, 2.0 * h, product);
        return Worse(outcome, other);
    }

    /// <summary>Fills the rows of the matrix of all second derivatives, not symmetrised, and tells how the worst field ended.</summary>
    /// <param name="rows">Shape [coordinates, coordinates].</param>
    /// <param name="progress">Told the number of finished rows after each, one report at a time.</param>
    public ScfOutcome AlongAll(double[] rows, IProgress<int>? progress)
    {
        var n = Gradient.Length;
        var outcomes = new ScfOutcome[n];
        var finished = 0;
        var reporting = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = displacement.Threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, n, options, static () => new Arena(), Row, static _ => { });
        return outcomes.Aggregate(Outcome, Worse);

        Arena Row(int coordinate, ParallelLoopState loop, Arena arena)
        {
            var direction = new double[n];
            direction[coordinate] = 1.0;
            outcomes[coordinate] = Along(arena, direction, rows.AsSpan(coordinate * n, n));
            if (progress is not null)
            {
                lock (reporting)
                    progress.Report(++finished);
            }

            return arena;
        }
    }

    private (ScfOutcome Outcome, double[] Populations) Evaluate(Arena arena, Structure at, ReadOnlySpan<double> guess, Span<double> gradient)
    {
        arena.Reset();
        var tape = new Tape(arena, linearAlgebra: algebra);
        var state = method.Solve(tape, at, scf, algebra, guess: guess, electricField: electricField, cancellation: cancellation);
        if (state.Scf.Outcome.Status is ScfStatus.Converged or ScfStatus.MaxIterations)
        {
            tape.Backward(state.Energy);
            state.Positions.Adjoint.CopyTo(gradient);
        }
        else
        {
            gradient.Fill(double.NaN);
        }

        return (state.Scf.Outcome, state.Scf.Populations.Value.ToArray());
    }

    private static ScfOutcome Worse(ScfOutcome a, ScfOutcome b) =>
        a.Status != b.Status ? (a.Status > b.Status ? a : b) : b.Residual > a.Residual ? b : a;
}
