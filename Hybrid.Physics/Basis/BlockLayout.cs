using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Basis;

/// <summary>
/// Where the blocks of a matrix over orbitals lie in a flat array: one block per atom, then one per pair of atoms whose
/// orbitals overlap. Layers fill and read blocks; dense matrices are made of them in one assembly step.
/// </summary>
/// <remarks>A block has the rows of its first and the columns of its second atom; the transposed block is not stored.</remarks>
public sealed class BlockLayout
{
    private readonly Block[] blocks;

    private BlockLayout(Block[] blocks, int length)
    {
        this.blocks = blocks;
        Length = length;
    }

    /// <summary>One block: its atoms, its pair (−1 on one atom), its place in the dense matrix and in the flat array.</summary>
    /// <param name="RowAtom">The atom of the rows.</param>
    /// <param name="ColumnAtom">The atom of the columns.</param>
    /// <param name="Pair">The index into the list of atom pairs, or −1 when both atoms are the same.</param>
    /// <param name="FirstRow">The first orbital of the rows.</param>
    /// <param name="FirstColumn">The first orbital of the columns.</param>
    /// <param name="Rows">The number of rows.</param>
    /// <param name="Columns">The number of columns.</param>
    /// <param name="Offset">The first element in an array that holds one number per element.</param>
    public readonly record struct Block(int RowAtom, int ColumnAtom, int Pair, int FirstRow, int FirstColumn, int Rows, int Columns, int Offset)
    {
        /// <summary>The number of elements.</summary>
        public int Size => Rows * Columns;

        /// <summary>True on the diagonal, where row and column atom are the same.</summary>
        public bool IsOnSite => Pair < 0;

        /// <summary>The weight of the block in a trace over the whole symmetric matrix.</summary>
        public double Multiplicity => IsOnSite ? 1.0 : 2.0;
    }

    /// <summary>The blocks, on-site ones first.</summary>
    public ReadOnlySpan<Block> Blocks => blocks;

    /// <summary>The number of elements of all blocks together.</summary>
    public int Length { get; }

    /// <summary>Blocks of all atoms and of those pairs that are closer than where their most diffuse Gaussians overlap.</summary>
    /// <param name="basis">The orbitals.</param>
    /// <param name="widest">The exponent of each atom's most diffuse Gaussian, 1/a0².</param>
    /// <param name="pairs">Pairs of atoms.</param>
    internal static BlockLayout Of(OrbitalBasis basis, ReadOnlySpan<double> widest, AtomPairs pairs)
    {
        var blocks = new List<Block>(basis.AtomCount + pairs.Count);
        var offset = 0;
        for (var atom = 0; atom < basis.AtomCount; atom++)
            Add(atom, atom, -1);

        for (var p = 0; p < pairs.Count; p++)
        {
            int i = pairs.First[p], j = pairs.Second[p];
            var r = pairs.Distances[p];
            if (widest[i] * widest[j] / (widest[i] + widest[j]) * r * r < LargestGaussianArgument)
                Add(i, j, p);
        }

        return new BlockLayout([.. blocks], offset);

        void Add(int row, int column, int pair)
        {
            var block = new Block(
                row, column, pair, basis.FirstOrbitalOfAtom(row), basis.FirstOrbitalOfAtom(column),
                basis.OrbitalCountOfAtom(row), basis.OrbitalCountOfAtom(column), offset);
            blocks.Add(block);
            offset += block.Size;
        }
    }

    /// <summary>Overlaps below exp(−40) ≈ 4·10⁻¹⁸ of their prefactor are left out: smooth to the last digit.</summary>
    internal const double LargestGaussianArgument = 40.0;

    /// <summary>Adds blocks to a dense symmetric n × n matrix.</summary>
    /// <param name="values">One number per element of the layout.</param>
    /// <param name="n">The matrix size.</param>
    /// <param name="dense">The matrix, row-major.</param>
    internal void AddToDense(ReadOnlySpan<double> values, int n, Span<double> dense)
    {
        foreach (ref readonly var block in Blocks)
        {
            var element = block.Offset;
            for (var μ = block.FirstRow; μ < block.FirstRow + block.Rows; μ++)
            {
                for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                {
                    dense[(μ * n) + ν] += values[element];
                    if (!block.IsOnSite)
                        dense[(ν * n) + μ] += values[element];
                }
            }
        }
    }

    /// <summary>
    /// The chain rule of <see cref="AddToDense"/>: adds a symmetric dense adjoint to the blocks' adjoints.
    /// </summary>
    internal void AddFromDense(ReadOnlySpan<double> dense, int n, double scale, Span<double> values)
    {
        foreach (ref readonly var block in Blocks)
        {
            var element = block.Offset;
            var weight = scale * block.Multiplicity;
            for (var μ = block.FirstRow; μ < block.FirstRow + block.Rows; μ++)
            {
                for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                    values[element] += weight * dense[(μ * n) + ν];
            }
        }
    }
}
