using System.Numerics;
using System.Runtime.InteropServices;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The sums over reference systems of pairs, arranged so that their cost is one pass over the pairs of atoms: the inner
/// contraction T_kB = Σ_j C6_ref(k, j) W_Bj is shared by all atoms of the element that k belongs to.
/// </summary>
internal static class MixedCoefficients
{
    /// <summary>The length of T: kinds × slots.</summary>
    public static int Length(AtomGroups layout) => layout.KindCount * layout.SlotCount;

    /// <summary>T_kB = Σ_j C6_ref(k, j) W_Bj for every kind k and slot B.</summary>
    public static void Contract(ReferenceMixture mixture, ReadOnlySpan<double> W, Span<double> T)
    {
        var layout = mixture.Layout;
        var C6 = mixture.ReferenceC6;
        for (var k = 0; k < layout.KindCount; k++)
        {
            foreach (var b in layout.Groups)
            {
                var row = MemoryMarshal.Cast<double, Vector<double>>(T.Slice((k * layout.SlotCount) + b.FirstSlot, b.Width));
                row.Clear();
                for (var j = 0; j < b.References; j++)
                {
                    var factor = new Vector<double>(C6[(k * layout.KindCount) + b.FirstKind + j]);
                    var weights = MemoryMarshal.Cast<double, Vector<double>>(W.Slice(b.FirstWeight + (j * b.Width), row.Length * Vector<double>.Count));
                    for (var v = 0; v < row.Length; v++)
                        row[v] = Vector.FusedMultiplyAdd(factor, weights[v], row[v]);
                }
            }
        }
    }

    /// <summary>row_B ← row_B + Σ_i X_Ai T_iB, the coefficients of the atom in one slot with all slots.</summary>
    public static void AddRow(AtomGroups layout, in AtomGroups.Group group, int slot, ReadOnlySpan<double> X, ReadOnlySpan<double> T, Span<double> row)
    {
        var sum = MemoryMarshal.Cast<double, Vector<double>>(row[..layout.SlotCount]);
        for (int i = 0, k = group.WeightOf(slot); i < group.References; i++, k += group.Width)
        {
            if (X[k] == 0.0)
                continue;
            var factor = new Vector<double>(X[k]);
            var terms = MemoryMarshal.Cast<double, Vector<double>>(T.Slice((group.FirstKind + i) * layout.SlotCount, layout.SlotCount));
            for (var v = 0; v < sum.Length; v++)
                sum[v] = Vector.FusedMultiplyAdd(factor, terms[v], sum[v]);
        }
    }

    /// <summary>y_Ai ← factor · Σ_B M_AB T_iB for a matrix over slots.</summary>
    public static void Apply(AtomGroups layout, double factor, ReadOnlySpan<double> matrix, ReadOnlySpan<double> T, Span<double> y)
    {
        var n = layout.SlotCount;
        foreach (var group in layout.Groups)
        {
            for (var local = 0; local < group.Width; local += AtomGroups.RowBlock)
            {
                var first = (group.FirstSlot + local) * n;
                var row0 = MemoryMarshal.Cast<double, Vector<double>>(matrix.Slice(first, n));
                var row1 = MemoryMarshal.Cast<double, Vector<double>>(matrix.Slice(first + n, n));
                var row2 = MemoryMarshal.Cast<double, Vector<double>>(matrix.Slice(first + (2 * n), n));
                var row3 = MemoryMarshal.Cast<double, Vector<double>>(matrix.Slice(first + (3 * n), n));
                for (var i = 0; i < group.References; i++)
                {
                    var terms = MemoryMarshal.Cast<double, Vector<double>>(T.Slice((group.FirstKind + i) * n, n));
                    Vector<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
                    for (var v = 0; v < terms.Length && v < row0.Length && v < row1.Length && v < row2.Length && v < row3.Length; v++)
                    {
                        var t = terms[v];
                        sum0 = Vector.FusedMultiplyAdd(row0[v], t, sum0);
                        sum1 = Vector.FusedMultiplyAdd(row1[v], t, sum1);
                        sum2 = Vector.FusedMultiplyAdd(row2[v], t, sum2);
                        sum3 = Vector.FusedMultiplyAdd(row3[v], t, sum3);
                    }

                    var at = group.FirstWeight + (i * group.Width) + local;
                    y[at] = factor * Vector.Sum(sum0);
                    y[at + 1] = factor * Vector.Sum(sum1);
                    y[at + 2] = factor * Vector.Sum(sum2);
                    y[at + 3] = factor * Vector.Sum(sum3);
                }
            }
        }
    }
}
