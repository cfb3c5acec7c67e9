namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The reference systems that a dispersion model interpolates between: for each element a few molecules, each with the
/// coordination number of the atom in it and its dispersion coefficients. Immutable.
/// </summary>
public abstract class DispersionReferences
{
    /// <summary>The last element that the table knows.</summary>
    public const int LastElement = 86;

    private protected DispersionReferences()
    {
    }

    /// <summary>The number of reference systems of an element.</summary>
    /// <param name="atomicNumber">1 to 86.</param>
    /// <exception cref="ArgumentException">The element has no references.</exception>
    public int Count(int atomicNumber) => CoordinationNumbers(atomicNumber).Length;

    /// <summary>The coordination number of the atom in each reference system.</summary>
    /// <inheritdoc cref="Count" path="/param|/exception"/>
    public abstract ReadOnlySpan<double> CoordinationNumbers(int atomicNumber);

    /// <summary>The covalent radius, scaled by 4/3, that the model's coordination number counts with, bohr.</summary>
    /// <inheritdoc cref="Count" path="/param|/exception"/>
    public abstract double CovalentRadius(int atomicNumber);

    /// <summary>√(½ √Z ⟨r⁴⟩/⟨r²⟩), which carries C6 to C8: C8 = 3 C6 Q_A Q_B with this Q, bohr.</summary>
    /// <inheritdoc cref="Count" path="/param|/exception"/>
    public abstract double RadialMoment(int atomicNumber);

    /// <summary>The number of Gaussians, narrowing with their index, that weigh each reference.</summary>
    internal abstract ReadOnlySpan<int> GaussianCounts(int atomicNumber);

    /// <summary>C6 between a reference of one element and a reference of another, Eh·a0⁶.</summary>
    internal abstract double C6(int elementA, int referenceA, int elementB, int referenceB);

    private protected static T Of<T>(T?[] elements, int atomicNumber)
        where T : class =>
        atomicNumber is >= 1 and <= LastElement
            ? elements[atomicNumber]!
            : throw new ArgumentException($"Dispersion references exist for the elements 1 to {LastElement}, but element {atomicNumber} was asked for.", nameof(atomicNumber));

    private protected static void EnsureComplete<T>(ReferenceTableReader table, T?[] elements)
        where T : class
    {
        for (var z = 1; z <= LastElement; z++)
        {
            if (elements[z] is null)
                throw table.Error($"element {z} was expected, but the table ended");
        }
    }
}
