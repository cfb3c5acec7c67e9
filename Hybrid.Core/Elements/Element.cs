namespace Hybrid.Core.Elements;

/// <summary>The chemical elements by atomic number and symbol.</summary>
public static partial class Element
{
    private static readonly string[] Symbols =
    [
        "H", "He", "Li", "Be", "B", "C", "N", "O", "F", "Ne", "Na", "Mg", "Al", "Si", "P", "S", "Cl", "Ar", "K", "Ca",
        "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As", "Se", "Br", "Kr", "Rb", "Sr", "Y",
        "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd", "In", "Sn", "Sb", "Te", "I", "Xe", "Cs", "Ba", "La", "Ce",
        "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Hf", "Ta", "W", "Re", "Os", "Ir",
        "Pt", "Au", "Hg", "Tl", "Pb", "Bi", "Po", "At", "Rn", "Fr", "Ra", "Ac", "Th", "Pa", "U", "Np", "Pu", "Am", "Cm",
        "Bk", "Cf", "Es", "Fm", "Md", "No", "Lr", "Rf", "Db", "Sg", "Bh", "Hs", "Mt", "Ds", "Rg", "Cn", "Nh", "Fl", "Mc",
        "Lv", "Ts", "Og",
    ];

    private static readonly Dictionary<string, int> Numbers = Symbols
        .Select((symbol, index) => (symbol, z: index + 1))
        .ToDictionary(pair => pair.symbol, pair => pair.z, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> NumbersOfSpans =
        Numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The number of known elements.</summary>
    public static int Count => Symbols.Length;

    /// <summary>True for 1 to <see cref="Count"/>.</summary>
    public static bool IsKnown(int atomicNumber) => atomicNumber >= 1 && atomicNumber <= Symbols.Length;

    /// <summary>The symbol of an atomic number, such as "Cl" for 17.</summary>
    public static string Symbol(int atomicNumber) => IsKnown(atomicNumber)
        ? Symbols[atomicNumber - 1]
        : throw new ArgumentOutOfRangeException(nameof(atomicNumber), atomicNumber, $"An atomic number from 1 to {Count} was expected.");

    /// <summary>The atomic number of a symbol, whatever its case; false when there is no such element.</summary>
    public static bool TryParse(string symbol, out int atomicNumber) => Numbers.TryGetValue(symbol, out atomicNumber);

    /// <summary>The atomic number of a symbol, whatever its case; false when there is no such element.</summary>
    public static bool TryParse(ReadOnlySpan<char> symbol, out int atomicNumber) =>
        NumbersOfSpans.TryGetValue(symbol, out atomicNumber);
}
