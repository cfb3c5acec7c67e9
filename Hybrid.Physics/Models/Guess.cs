using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;

namespace Hybrid.Physics.Models;

/// <summary>
/// Populations of a solved structure, from which another call for the same atoms (at other positions, charge or spin) can
/// start. Immutable.
/// </summary>
public sealed class Guess
{
    private readonly int[] atomicNumbers;
    private readonly double[] populations;

    internal Guess(string method, int[] atomicNumbers, double[] populations)
    {
        Method = method;
        this.atomicNumbers = atomicNumbers;
        this.populations = populations;
    }

    /// <summary>The method whose populations these are.</summary>
    public string Method { get; }

    /// <summary>Shell charges (e), then atomic dipoles (e·a0) and quadrupoles (e·a0²) where the method has them.</summary>
    public ReadOnlySpan<double> Populations => populations;

    /// <summary>The populations of a state that was solved on a tape.</summary>
    /// <param name="model">The model that it is of.</param>
    /// <param name="structure">Its atoms.</param>
    /// <param name="state">The state; its tape must still hold it.</param>
    public static Guess Of(Model model, Structure structure, GroundState state)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(state);
        return new Guess(model.Parameters.Method, structure.AtomicNumbers.ToArray(), state.Scf.Populations.Value.ToArray());
    }

    /// <exception cref="ArgumentException">The guess belongs to other atoms or to another method.</exception>
    internal ReadOnlySpan<double> For(string method, ReadOnlySpan<int> atoms)
    {
        if (method != Method)
            throw new ArgumentException($"A guess of {method} was expected, but one of {Method} was given.");
        if (!atoms.SequenceEqual(atomicNumbers))
            throw new ArgumentException("A guess for the same atoms in the same order was expected, but one for other atoms was given.");
        return populations;
    }
}
