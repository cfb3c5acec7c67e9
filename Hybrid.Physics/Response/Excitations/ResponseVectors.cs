using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>
/// The roots of a linear-response problem: ω_k and X in the Tamm–Dancoff approximation, or ω_k, X + Y and X − Y.
/// </summary>
/// <remarks>
/// Both are L v = ω N v: with L = A and N = 1; or with L = diag(A + B, A − B), v = (X + Y, X − Y) and N the exchange of the two.
/// vᵀ N v is the number of components, 1 or 2.
/// </remarks>
internal sealed class ResponseVectors
{
    private readonly ReadOnlyMemory<double>[] components;

    private ResponseVectors(SolverOutcome outcome, double? instability, double[] energies, ReadOnlyMemory<double>[] components)
    {
        Outcome = outcome;
        Instability = instability;
        Energies = energies;
        this.components = components;
    }

    /// <summary>How the solver ended.</summary>
    public SolverOutcome Outcome { get; }

    /// <summary>ω² of a root that is imaginary, Eh²; null when there is none.</summary>
    public double? Instability { get; }

    /// <summary>ω_k in ascending order, Eh.</summary>
    public double[] Energies { get; }

    public int Count => Energies.Length;

    public int Length => components[0].Length / Math.Max(1, Count);

    /// <summary>1 or 2.</summary>
    public int ComponentCount => components.Length;

    public static ResponseVectors OfTammDancoff(SolverOutcome outcome, ReadOnlySpan<double> energies, ReadOnlySpan<double> x) =>
        new(outcome, null, energies.ToArray(), [x.ToArray()]);

    public static ResponseVectors OfFullResponse(CasidaResult result) => new(
        result.Outcome, result.Outcome.Status == SolverStatus.Unstable ? result.LowestSquare : null, result.Energies.ToArray(),
        [result.Sums.ToArray(), result.Differences.ToArray()]);

    /// <summary>The coupling that acts on a component.</summary>
    public Coupling CouplingOf(int component) => ComponentCount == 1 ? Coupling.Excitations : component == 0 ? Coupling.Sum : Coupling.Difference;

    /// <summary>The component that N takes a component to.</summary>
    public int Partner(int component) => ComponentCount - 1 - component;

    /// <summary>X, or X + Y (component 0) and X − Y (component 1) of one root.</summary>
    public ReadOnlySpan<double> Vector(int component, int root) => components[component].Span.Slice(root * Length, Length);

    /// <summary>All roots of a component, one per row.</summary>
    public ReadOnlySpan<double> Vectors(int component) => components[component].Span;

    /// <summary>A root as amplitudes.</summary>
    public TransitionAmplitudes Amplitudes(Multiplicity multiplicity, int root)
    {
        if (ComponentCount == 1)
            return new TransitionAmplitudes(multiplicity, Energies[root], components[0].Slice(root * Length, Length));
        var p = Vector(0, root);
        var m = Vector(1, root);
        double[] x = new double[Length], y = new double[Length];
        for (var ia = 0; ia < Length; ia++)
        {
            x[ia] = 0.5 * (p[ia] + m[ia]);
            y[ia] = 0.5 * (p[ia] - m[ia]);
        }

        return new TransitionAmplitudes(multiplicity, Energies[root], x, y);
    }
}
