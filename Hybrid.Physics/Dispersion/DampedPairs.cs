using System.Numerics;
using System.Runtime.InteropServices;
using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The damped inverse powers of all distances, d_AB = s6 / (R⁶ + R0⁶) + s8 · 3 Q_A Q_B / (R⁸ + R0⁸), so that the
/// dispersion energy of a pair is −C6 d_AB.
/// </summary>
/// <remarks>All pairs, no cutoff. The diagonal is zero; rows and columns of empty slots meet zero weights.</remarks>
internal sealed class DampedPairs
{
    private readonly AtomGroups layout;
    private readonly Variable positions;
    private readonly RationalDamping damping;
    private readonly Memory<double> x;
    private readonly Memory<double> y;
    private readonly Memory<double> z;
    private readonly Memory<double> rootMoments;
    private readonly Memory<double> matrix;
    private readonly Memory<double> row;

    public DampedPairs(Tape tape, AtomGroups layout, Variable positions, RationalDamping damping)
    {
        if (positions.Length != 3 * layout.AtomCount || damping.RadialMoments.Length != layout.AtomCount)
            throw new ArgumentException($"{layout.AtomCount} atoms need {3 * layout.AtomCount} coordinates and {layout.AtomCount} radial moments, but {positions.Length} and {damping.RadialMoments.Length} were given.", nameof(positions));
        this.layout = layout;
        this.positions = positions;
        this.damping = damping;
        var n = layout.SlotCount;
        x = tape.Arena.Rent(n);
        y = tape.Arena.Rent(n);
        z = tape.Arena.Rent(n);
        rootMoments = tape.Arena.Rent(n);
        row = tape.Arena.Rent(n);
        matrix = tape.Arena.Rent(n * n);
        for (var atom = 0; atom < layout.AtomCount; atom++)
        {
            var slot = layout.Slots[atom];
            x.Span[slot] = positions.Value[3 * atom];
            y.Span[slot] = positions.Value[(3 * atom) + 1];
            z.Span[slot] = positions.Value[(3 * atom) + 2];
            rootMoments.Span[slot] = Math.Sqrt(damping.RadialMoments.Value[atom]);
        }

        foreach (var slot in layout.Slots)
            FillRow(slot);
    }

    /// <summary>What a result that is made from these pairs depends on.</summary>
    public ReadOnlySpan<Variable> Inputs => new[] { positions, damping.S6, damping.S8, damping.A1, damping.A2, damping.RadialMoments };

    /// <summary>d over slots, row-major.</summary>
    public ReadOnlySpan<double> Matrix => matrix.Span;

    /// <summary>
    /// Carries the adjoint of −Σ_{A&lt;B} c_AB d_AB to positions and parameters, with
    /// c_AB = Σ_i (X_Ai TY_iB + Y_Ai TX_iB); a single product where Y is empty.
    /// </summary>
    public void Propagate(ReadOnlySpan<double> X, ReadOnlySpan<double> TY, ReadOnlySpan<double> Y = default, ReadOnlySpan<double> TX = default)
    {
        var needed = false;
        foreach (var input in Inputs)
            needed |= input.NeedsAdjoint;
        if (!needed)
            return;

        double s6 = 0.0, s8 = 0.0, a1 = 0.0, a2 = 0.0;
        for (var atom = 0; atom < layout.AtomCount; atom++)
        {
            var c = row.Span;
            var slot = layout.Slots[atom];
            var group = layout.Groups[layout.GroupOfAtom[atom]];
            c.Clear();
            MixedCoefficients.AddRow(layout, group, slot, X, TY, c);
            if (!Y.IsEmpty)
                MixedCoefficients.AddRow(layout, group, slot, Y, TX, c);
            c[slot] = 0.0;
            var sums = RowAdjoint(slot, c);
            s6 -= 0.5 * sums.S6;
            s8 -= 0.5 * sums.S8;
            a1 -= 0.5 * sums.A1;
            a2 -= 0.5 * sums.A2;
            if (positions.NeedsAdjoint)
            {
                var r̄ = positions.Adjoint.Slice(3 * atom, 3);
                r̄[0] -= sums.X;
                r̄[1] -= sums.Y;
                r̄[2] -= sums.Z;
            }

            if (damping.RadialMoments.NeedsAdjoint)
                damping.RadialMoments.Adjoint[atom] -= sums.Moment;
        }

        AddTo(damping.S6, s6);
        AddTo(damping.S8, s8);
        AddTo(damping.A1, a1);
        AddTo(damping.A2, a2);
    }

    private static void AddTo(Variable scalar, double adjoint)
    {
        if (scalar.NeedsAdjoint)
            scalar.Adjoint[0] += adjoint;
    }

    private static ReadOnlySpan<Vector<double>> Vectors(Memory<double> memory) => MemoryMarshal.Cast<double, Vector<double>>(memory.Span);

    private void FillRow(int slot)
    {
        var n = layout.SlotCount;
        var d = MemoryMarshal.Cast<double, Vector<double>>(matrix.Span.Slice(slot * n, n));
        ReadOnlySpan<Vector<double>> xs = Vectors(x), ys = Vectors(y), zs = Vectors(z), roots = Vectors(rootMoments);
        var xA = new Vector<double>(x.Span[slot]);
        var yA = new Vector<double>(y.Span[slot]);
        var zA = new Vector<double>(z.Span[slot]);
        var rootA = new Vector<double>(Math.Sqrt(3.0) * rootMoments.Span[slot]);
        var s6 = new Vector<double>(damping.S6.Scalar);
        var s8 = new Vector<double>(damping.S8.Scalar);
        var a1 = new Vector<double>(damping.A1.Scalar);
        var a2 = new Vector<double>(damping.A2.Scalar);
        for (var v = 0; v < d.Length; v++)
        {
            Vector<double> Δx = xA - xs[v], Δy = yA - ys[v], Δz = zA - zs[v];
            var R2 = (Δx * Δx) + (Δy * Δy) + (Δz * Δz);
            var root = rootA * roots[v];
            var R0 = (a1 * root) + a2;
            var R02 = R0 * R0;
            Vector<double> R4 = R2 * R2, R04 = R02 * R02;
            d[v] = (s6 / ((R4 * R2) + (R04 * R02))) + (s8 * root * root / ((R4 * R4) + (R04 * R04)));
        }

        matrix.Span[(slot * n) + slot] = 0.0;
    }

    private RowSums RowAdjoint(int slot, ReadOnlySpan<double> coefficients)
    {
        var cs = MemoryMarshal.Cast<double, Vector<double>>(coefficients);
        ReadOnlySpan<Vector<double>> xs = Vectors(x), ys = Vectors(y), zs = Vectors(z), roots = Vectors(rootMoments);
        var xA = new Vector<double>(x.Span[slot]);
        var yA = new Vector<double>(y.Span[slot]);
        var zA = new Vector<double>(z.Span[slot]);
        var rootA = new Vector<double>(Math.Sqrt(3.0) * rootMoments.Span[slot]);
        var s6 = new Vector<double>(damping.S6.Scalar);
        var s8 = new Vector<double>(damping.S8.Scalar);
        var a1 = new Vector<double>(damping.A1.Scalar);
        var a2 = new Vector<double>(damping.A2.Scalar);
        Vector<double> sumX = default, sumY = default, sumZ = default, sum6 = default, sum8 = default, sumA1 = default, sumA2 = default, sumRoot = default;
        for (var v = 0; v < cs.Length; v++)
        {
            Vector<double> Δx = xA - xs[v], Δy = yA - ys[v], Δz = zA - zs[v];
            var R2 = (Δx * Δx) + (Δy * Δy) + (Δz * Δz);
            var root = rootA * roots[v];
            var R0 = (a1 * root) + a2;
            var R02 = R0 * R0;
            Vector<double> R4 = R2 * R2, R04 = R02 * R02;
            var f6 = Vector<double>.One / ((R4 * R2) + (R04 * R02));
            var f8 = Vector<double>.One / ((R4 * R4) + (R04 * R04));
            var c = cs[v];
            var moments = root * root;
            sum6 += c * f6;
            sum8 += c * moments * f8;

            // u6 = c s6 f6² and u8 = c s8 · 3 Q Q f8² are shared by the derivatives by R² and R0²
            var u6 = c * s6 * f6 * f6 * 3.0;
            var u8 = c * s8 * moments * f8 * f8 * 4.0;
            var byR2 = (u6 * R4) + (u8 * R4 * R2);
            sumX -= byR2 * Δx;
            sumY -= byR2 * Δy;
            sumZ -= byR2 * Δz;
            var byR0 = ((u6 * R04) + (u8 * R04 * R02)) * R0 * -2.0;
            sumA1 += byR0 * root;
            sumA2 += byR0;

            // d depends on Q_A through √(3 Q_A Q_B): ∂√(3 Q_A Q_B)/∂Q_A = √(3 Q_A Q_B) / (2 Q_A)
            sumRoot += ((byR0 * a1) + (c * s8 * root * f8 * 2.0)) * root;
        }

        var rootMoment = rootMoments.Span[slot];
        return new RowSums(
            2.0 * Vector.Sum(sumX), 2.0 * Vector.Sum(sumY), 2.0 * Vector.Sum(sumZ), Vector.Sum(sum6), Vector.Sum(sum8),
            Vector.Sum(sumA1), Vector.Sum(sumA2), 0.5 * Vector.Sum(sumRoot) / (rootMoment * rootMoment));
    }

    private readonly record struct RowSums(double X, double Y, double Z, double S6, double S8, double A1, double A2, double Moment);
}
