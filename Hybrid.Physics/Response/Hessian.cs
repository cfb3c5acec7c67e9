using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Response;

/// <summary>The matrix of second derivatives of the energy with respect to the positions. Immutable.</summary>
public sealed class Hessian
{
    private readonly double[] values;
    private readonly double[] gradient;

    private Hessian(double[] values, double[] gradient, double asymmetry, ScfOutcome outcome)
    {
        this.values = values;
        this.gradient = gradient;
        Asymmetry = asymmetry;
        Outcome = outcome;
    }

    /// <summary>∂²E/∂R∂R, Eh/a0², symmetric, row-major, shape [3 · atoms, 3 · atoms].</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>∂E/∂R at the same positions, Eh/a0, shape [atoms, 3]: zero where vibrations are defined.</summary>
    public ReadOnlySpan<double> Gradient => gradient;

    /// <summary>The largest |H_kl − H_lk| before the average of both was taken, Eh/a0²: an estimate of the error.</summary>
    public double Asymmetry { get; }

    /// <summary>How the worst of all self-consistent fields ended; the values can be trusted when it converged.</summary>
    public ScfOutcome Outcome { get; }

    /// <summary>The Hessian by central differences of the analytic gradient: two gradients for each coordinate.</summary>
    /// <param name="method">The method.</param>
    /// <param name="structure">A molecule.</param>
    /// <param name="scf">The field's settings; the accuracy is tightened to that of <paramref name="displacement"/>.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <param name="displacement">Step and threads; null for the defaults. The numbers do not depend on the number of threads.</param>
    /// <param name="guess">Populations to start from, or empty.</param>
    /// <param name="electricField">A homogeneous field in which the molecule is, Eh/(e·a0); empty for none.</param>
    /// <param name="progress">Told how many of the 3 · atoms rows are finished, in ascending order, from the working threads.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <exception cref="NotSupportedException">The structure is periodic.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range, or the structure does not suit the method.</exception>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public static Hessian Of(
        TightBindingMethod method, Structure structure, ScfSettings scf, ILinearAlgebra algebra, DisplacementSettings? displacement = null,
        ReadOnlySpan<double> guess = default, ReadOnlySpan<double> electricField = default, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var differences = Differences(method, structure, scf, algebra, displacement, guess, electricField, cancellation);
        var n = differences.Gradient.Length;
        var values = new double[n * n];
        var outcome = differences.AlongAll(values, progress);
        return new Hessian(values, differences.Gradient, SquareMatrix.Symmetrise(values, n), outcome);
    }

    /// <summary>H v without H: one pair of gradients displaced along v.</summary>
    /// <param name="method">The method.</param>
    /// <param name="structure">A molecule.</param>
    /// <param name="direction">v, shape [atoms, 3]; zero gives zero.</param>
    /// <param name="scf">The field's settings; the accuracy is tightened to that of <paramref name="displacement"/>.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <param name="displacement">The step of the largest component; null for the defaults.</param>
    /// <param name="guess">Populations to start from, or empty.</param>
    /// <param name="electricField">A homogeneous field in which the molecule is, Eh/(e·a0); empty for none.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>H v, and how the worst of the three fields ended.</returns>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static (double[] Product, ScfOutcome Outcome) VectorProduct(
        TightBindingMethod method, Structure structure, ReadOnlySpan<double> direction, ScfSettings scf, ILinearAlgebra algebra,
        DisplacementSettings? displacement = null, ReadOnlySpan<double> guess = default, ReadOnlySpan<double> electricField = default,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if (direction.Length != 3 * structure.AtomCount)
            throw new ArgumentException($"A direction of {3 * structure.AtomCount} numbers was expected, but {direction.Length} were given.", nameof(direction));
        var differences = Differences(method, structure, scf, algebra, displacement, guess, electricField, cancellation);
        var product = new double[direction.Length];
        return direction.ContainsAnyExcept(0.0)
            ? (product, differences.Along(new(), direction, product))
            : (product, differences.Outcome);
    }

    private static GradientDifferences Differences(
        TightBindingMethod method, Structure structure, ScfSettings scf, ILinearAlgebra algebra, DisplacementSettings? displacement,
        ReadOnlySpan<double> guess, ReadOnlySpan<double> electricField, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(scf);
        ArgumentNullException.ThrowIfNull(algebra);
        return new GradientDifferences(method, structure, scf, displacement ?? DisplacementSettings.Default, algebra, guess, electricField, cancellation);
    }
}
