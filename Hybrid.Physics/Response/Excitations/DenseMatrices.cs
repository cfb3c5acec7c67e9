using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>Blocks of integrals assembled into dense matrices on a tape.</summary>
internal static class DenseMatrices
{
    /// <summary>A symmetric matrix from blocks, shape [n, n].</summary>
    public static Variable Assembled(Tape tape, OrbitalBasis basis, BlockLayout layout, Variable blocks)
    {
        var n = basis.OrbitalCount;
        var dense = tape.Output([blocks], n, n);
        layout.AddToDense(blocks.Value, n, dense.Value);
        tape.Record(dense, () =>
        {
            Symmetrise(dense.Adjoint, n);
            layout.AddFromDense(dense.Adjoint, n, 1.0, blocks.Adjoint);
        });
        return dense;
    }

    /// <summary>S, shape [n, n].</summary>
    public static Variable Overlap(Tape tape, MultipoleIntegrals integrals)
    {
        var n = integrals.Basis.OrbitalCount;
        var S = tape.Output([integrals.Values], n, n);
        foreach (ref readonly var block in integrals.Layout.Blocks)
            Place(block, integrals.Of(block)[..block.Size], n, S.Value);
        tape.Record(S, () =>
        {
            Symmetrise(S.Adjoint, n);
            foreach (ref readonly var block in integrals.Layout.Blocks)
                Collect(block, S.Adjoint, n, block.Multiplicity, integrals.AdjointOf(block)[..block.Size]);
        });
        return S;
    }

    /// <summary>⟨μ|r|ν⟩ about the origin, shape [3, n, n].</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="integrals">At least dipole integrals, about the atom of μ.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    public static Variable Dipoles(Tape tape, MultipoleIntegrals integrals, Variable positions)
    {
        var n = integrals.Basis.OrbitalCount;
        var d = tape.Output([integrals.Values, positions], 3, n, n);
        var elements = new double[MultipoleIntegrals.LargestBlock];
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            var O = integrals.Of(block);
            for (var k = 0; k < 3; k++)
            {
                var R = positions.Value[(3 * block.RowAtom) + k];
                for (var e = 0; e < block.Size; e++)
                    elements[e] = O[((1 + k) * block.Size) + e] + (R * O[e]);
                Place(block, elements.AsSpan(0, block.Size), n, d.Value.Slice(k * n * n, n * n));
            }
        }

        tape.Record(d, () =>
        {
            var R̄ = positions.NeedsAdjoint ? positions.Adjoint : default;
            for (var k = 0; k < 3; k++)
                Symmetrise(d.Adjoint.Slice(k * n * n, n * n), n);
            foreach (ref readonly var block in integrals.Layout.Blocks)
            {
                var O = integrals.Of(block);
                var Ō = integrals.Values.NeedsAdjoint ? integrals.AdjointOf(block) : default;
                for (var k = 0; k < 3; k++)
                {
                    var R = positions.Value[(3 * block.RowAtom) + k];
                    var weights = elements.AsSpan(0, block.Size);
                    weights.Clear();
                    Collect(block, d.Adjoint.Slice(k * n * n, n * n), n, block.Multiplicity, weights);
                    for (var e = 0; e < block.Size; e++)
                    {
                        if (!R̄.IsEmpty)
                            R̄[(3 * block.RowAtom) + k] += weights[e] * O[e];
                        if (Ō.IsEmpty)
                            continue;
                        Ō[((1 + k) * block.Size) + e] += weights[e];
                        Ō[e] += weights[e] * R;
                    }
                }
            }
        });
        return d;
    }

    /// <summary>M ← ½ (M + Mᵀ).</summary>
    public static void Symmetrise(Span<double> M, int n)
    {
        for (var μ = 0; μ < n; μ++)
        {
            for (var ν = 0; ν < μ; ν++)
                M[(μ * n) + ν] = M[(ν * n) + μ] = 0.5 * (M[(μ * n) + ν] + M[(ν * n) + μ]);
        }
    }

    private static void Place(in BlockLayout.Block block, ReadOnlySpan<double> elements, int n, Span<double> dense)
    {
        for (int μ = block.FirstRow, e = 0; μ < block.FirstRow + block.Rows; μ++)
        {
            for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, e++)
                dense[(μ * n) + ν] = dense[(ν * n) + μ] = elements[e];
        }
    }

    private static void Collect(in BlockLayout.Block block, ReadOnlySpan<double> dense, int n, double scale, Span<double> elements)
    {
        for (int μ = block.FirstRow, e = 0; μ < block.FirstRow + block.Rows; μ++)
        {
            for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, e++)
                elements[e] += scale * dense[(μ * n) + ν];
        }
    }
}
