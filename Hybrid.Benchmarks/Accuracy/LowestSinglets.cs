namespace Hybrid.Benchmarks.Accuracy;

/// <summary>
/// The two lowest singlets of a molecule as one method sees them, in the order of its own energies: energies above the
/// ground state in eV, oscillator strengths. What the method did not give is null.
/// </summary>
internal readonly record struct LowestSinglets(double? E1, double? E2, double? F1, double? F2)
{
    /// <summary>Nothing, and why.</summary>
    public LowestSinglets(string failure)
        : this(null, null, null, null) => Failure = failure;

    /// <summary>Why there is nothing; null where there is something, or no reason is known.</summary>
    public string? Failure { get; }

    public double? this[Quantity quantity] => quantity switch
    {
        Quantity.E1 => E1,
        Quantity.E2 => E2,
        Quantity.F1 => F1,
        Quantity.F2 => F2,
        _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "A known quantity was expected."),
    };
}
