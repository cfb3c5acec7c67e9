using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>The elements of two shells within their atoms' block.</summary>
internal ref struct ShellElements
{
    private readonly int columns;
    private readonly int firstColumn;
    private readonly int endColumn;
    private readonly int endRow;
    private int row;
    private int column;

    public ShellElements(OrbitalBasis basis, in BlockLayout.Block block, int a, int b)
    {
        columns = block.Columns;
        row = basis.FirstOrbital(a) - block.FirstRow;
        endRow = basis.FirstOrbital(a + 1) - block.FirstRow;
        firstColumn = basis.FirstOrbital(b) - block.FirstColumn;
        endColumn = basis.FirstOrbital(b + 1) - block.FirstColumn;
        column = firstColumn - 1;
    }

    public readonly int Current => (row * columns) + column;

    public readonly ShellElements GetEnumerator() => this;

    public bool MoveNext()
    {
        if (++column == endColumn)
        {
            column = firstColumn;
            row++;
        }

        return row < endRow;
    }
}
