using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>The pairs of shells of a block.</summary>
internal ref struct ShellPairSequence
{
    private readonly int firstB;
    private readonly int endA;
    private readonly int endB;
    private int a;
    private int b;

    public ShellPairSequence(OrbitalBasis basis, in BlockLayout.Block block)
    {
        a = basis.FirstShell(block.RowAtom);
        endA = basis.FirstShell(block.RowAtom + 1);
        firstB = basis.FirstShell(block.ColumnAtom);
        endB = basis.FirstShell(block.ColumnAtom + 1);
        b = firstB - 1;
    }

    public readonly (int A, int B) Current => (a, b);

    public readonly ShellPairSequence GetEnumerator() => this;

    public bool MoveNext()
    {
        if (++b == endB)
        {
            b = firstB;
            a++;
        }

        return a < endA;
    }
}
