namespace Hybrid.Core.Structures;

/// <summary>What the values of an <see cref="AtomArray"/> are.</summary>
public enum AtomArrayKind
{
    /// <summary>Real numbers (R in extended XYZ).</summary>
    Real,

    /// <summary>Whole numbers (I).</summary>
    Whole,

    /// <summary>True or false (L).</summary>
    Logical,

    /// <summary>Words without blanks (S).</summary>
    Text,
}
