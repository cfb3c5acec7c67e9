using Hybrid.Core.Autodiff;
using Hybrid.Core.Units;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Domain;

/// <summary>How far an atom outside of the training domain closes the gates of others.</summary>
/// <remarks>
/// G_A = Π_B (1 − w(R_AB) (1 − g_B)) over all atoms with w = S((R − 6 Å)/6 Å) and S of <see cref="SmoothSwitch"/>, w(0) = 1: the product of all gates within 6 Å, that of the atom
/// alone where the others are beyond 12 Å, smooth between.
/// </remarks>
internal static class GateInfluence
{
    /// <summary>Å: atoms that are nearer share their gates.</summary>
    public const double Near = 6.0;

    /// <summary>Å: atoms that are farther know nothing of each other.</summary>
    public const double Far = 12.0;

    private const double Range = (Far - Near) * Constants.BohrPerAngstrom;

    /// <summary>G of each atom, shape [atoms].</summary>
    /// <param name="gates">g, shape [atoms].</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">One per atom.</param>
    public static Variable Of(Variable gates, Variable positions, ReadOnlySpan<int> atomicNumbers)
    {
        var pairs = Neighbours.Of(gates.Tape, positions, atomicNumbers, Far * Constants.BohrPerAngstrom);
        var R = pairs.Distances;
        var joint = gates.Tape.Output([gates, R], gates.Length);
        gates.Value.CopyTo(joint.Value);
        for (var p = 0; p < pairs.Count; p++)
            joint.Value[pairs.Centres.Span[p]] *= Factor(p);
        gates.Tape.Record(joint, () =>
        {
            var first = 0;
            for (var A = 0; A < gates.Length; A++)
            {
                var end = first;
                while (end < pairs.Count && pairs.Centres.Span[end] == A)
                    end++;
                Backward(A, first, end);
                first = end;
            }
        });
        return joint;

        double Factor(int p) => 1.0 - (Weight(p) * (1.0 - gates.Value[pairs.Others.Span[p]]));

        double Weight(int p) => SmoothSwitch.Value(At(R.Value[p]));

        // Each factor's derivative is the product of all others: products from the left, then from the right, since a factor may be zero.
        void Backward(int A, int first, int end)
        {
            var left = new double[end - first + 1];
            left[0] = gates.Value[A];
            for (var p = first; p < end; p++)
                left[p - first + 1] = left[p - first] * Factor(p);
            var right = joint.Adjoint[A];
            for (var p = end - 1; p >= first; p--)
            {
                var others = left[p - first] * right;
                var B = pairs.Others.Span[p];
                gates.Adjoint[B] += others * Weight(p);
                R.Adjoint[p] -= others * (1.0 - gates.Value[B]) * SmoothSwitch.Slope(At(R.Value[p])) / Range;
                right *= Factor(p);
            }

            gates.Adjoint[A] += right;
        }
    }

    private static double At(double distance) => (distance - (Near * Constants.BohrPerAngstrom)) / Range;
}
