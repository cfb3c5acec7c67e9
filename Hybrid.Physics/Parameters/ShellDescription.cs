namespace Hybrid.Physics.Parameters;

/// <summary>A shell of the basis of one element.</summary>
/// <param name="PrincipalNumber">The principal quantum number n of its Slater function.</param>
/// <param name="AngularMomentum">The angular momentum l: 0 for s, 1 for p, 2 for d.</param>
/// <param name="PrimitiveCount">The number of Gaussians that stand for the Slater function.</param>
/// <param name="IsValence">False for a further shell of the same l, such as 2s of hydrogen in GFN1-xTB.</param>
/// <param name="Step">The step of the method whose basis the shell belongs to; empty when the method has one basis.</param>
public sealed record ShellDescription(int PrincipalNumber, int AngularMomentum, int PrimitiveCount, bool IsValence, string Step = "")
{
    private const string Letters = "spdfg";

    /// <summary>The usual name, such as "2p".</summary>
    public string Label => $"{(char)('0' + PrincipalNumber)}{Letters[AngularMomentum]}";

    /// <summary>n and l of a name such as "2p"; false when it is none or when l ≥ n.</summary>
    internal static bool TryParse(string label, out int principalNumber, out int angularMomentum)
    {
        principalNumber = label.Length == 2 ? label[0] - '0' : 0;
        angularMomentum = label.Length == 2 ? Letters.IndexOf(label[1], StringComparison.Ordinal) : -1;
        return principalNumber is >= 1 and <= 7 && angularMomentum >= 0 && angularMomentum < principalNumber;
    }
}
