namespace Hybrid.Physics.Parameters;

/// <summary>What each entry of a <see cref="ParameterTable"/> belongs to.</summary>
public enum ParameterDomain
{
    /// <summary>The whole method: one entry.</summary>
    Global,

    /// <summary>An element: entry Z − 1.</summary>
    Element,

    /// <summary>A shell of an element: entry <see cref="ParameterSet.FirstShell"/> + i.</summary>
    Shell,

    /// <summary>An unordered pair of elements: entry <see cref="ParameterSet.PairIndex"/>.</summary>
    ElementPair,
}
