using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// Isotropic second-order electrostatics between shells, E = ½ Σ_ss' q_s q_s' γ_ss', with the Klopman–Ohno form
/// γ = (R^k + η^−k)^(−1/k) of an averaged Hubbard parameter η.
/// </summary>
/// <remarks>doi:10.1021/acs.jctc.7b00118; doi:10.1021/acs.jctc.8b01176.</remarks>
public sealed class ShellElectrostatics : Interaction
{
    private readonly OrbitalBasis basis;
    private readonly AtomPairs pairs;
    private readonly Variable hubbard;
    private readonly Variable exponent;
    private readonly HubbardAverage average;
    private readonly Memory<double> γ;
    private readonly Memory<double> scratch;

    /// <summary>Makes the γ matrix of a structure.</summary>
    /// <param name="tape">The tape whose memory is used.</param>
    /// <param name="basis">The shells.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="hubbard">η of each shell, Eh/e², shape [shells].</param>
    /// <param name="exponent">k, shape [1].</param>
    /// <param name="average">How two η are averaged.</param>
    public ShellElectrostatics(Tape tape, OrbitalBasis basis, AtomPairs pairs, Variable hubbard, Variable exponent, HubbardAverage average)
    {
        this.basis = basis;
        this.pairs = pairs;
        this.hubbard = hubbard;
        this.exponent = exponent;
        this.average = average;
        γ = tape.Arena.RentUncleared(basis.ShellCount * basis.ShellCount);
        scratch = tape.Arena.Rent(basis.ShellCount);
        Fill();
    }

    /// <inheritdoc/>
    public override string Name => "isotropic electrostatics";

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Inputs => [pairs.Vectors, hubbard, exponent];

    /// <inheritdoc/>
    public override bool IsQuadratic => true;

    /// <inheritdoc/>
    public override double Energy(Populations x)
    {
        Potential(x.ShellCharges, scratch.Span);
        return 0.5 * TensorPrimitives.Dot<double>(x.ShellCharges, scratch.Span);
    }

    /// <inheritdoc/>
    public override void AddAtomicEnergies(Populations x, Span<double> atomEnergies)
    {
        Potential(x.ShellCharges, scratch.Span);
        for (var s = 0; s < basis.ShellCount; s++)
            atomEnergies[basis.ShellAtom[s]] += 0.5 * x.ShellCharges[s] * scratch.Span[s];
    }

    /// <inheritdoc/>
    public override void AddPotential(Populations x, Populations potential) => AddKernelProduct(x, x, potential);

    /// <inheritdoc/>
    public override void AddKernelProduct(Populations x, Populations direction, Populations result)
    {
        Potential(direction.ShellCharges, scratch.Span);
        TensorPrimitives.Add<double>(result.ShellCharges, scratch.Span, result.ShellCharges);
    }

    /// <inheritdoc/>
    public override void PropagateEnergyAdjoint(Populations x, double weight) => Propagate(x.ShellCharges, x.ShellCharges, 0.5 * weight);

    /// <inheritdoc/>
    public override void PropagatePotentialAdjoint(Populations x, Populations direction) => Propagate(x.ShellCharges, direction.ShellCharges, 1.0);

    private void Fill()
    {
        var matrix = γ.Span;
        var n = basis.ShellCount;
        var k = exponent.Value[0];
        for (var atom = 0; atom < basis.AtomCount; atom++)
        {
            foreach (var (a, b) in ShellsOf(atom, atom))
                matrix[(a * n) + b] = Average(hubbard.Value[a], hubbard.Value[b]);
        }

        for (var p = 0; p < pairs.Count; p++)
        {
            var R = pairs.Distances[p];
            var Rk = k == 2.0 ? R * R : Math.Pow(R, k);
            foreach (var (a, b) in ShellsOf(pairs.First[p], pairs.Second[p]))
            {
                var η = Average(hubbard.Value[a], hubbard.Value[b]);
                var value = k == 2.0 ? 1.0 / Math.Sqrt(Rk + (1.0 / (η * η))) : Math.Pow(Rk + Math.Pow(η, -k), -1.0 / k);
                matrix[(a * n) + b] = value;
                matrix[(b * n) + a] = value;
            }
        }
    }

    private void Potential(ReadOnlySpan<double> charges, Span<double> potential)
    {
        var n = basis.ShellCount;
        for (var s = 0; s < n; s++)
            potential[s] = TensorPrimitives.Dot(γ.Span.Slice(s * n, n), charges);
    }

    /// <summary>Adds weight · Σ x_a y_b ∂γ_ab/∂input.</summary>
    private void Propagate(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double weight)
    {
        var n = basis.ShellCount;
        var k = exponent.Value[0];
        var R̄ = pairs.Vectors.NeedsAdjoint ? pairs.Vectors.Adjoint : default;
        var η̄ = hubbard.NeedsAdjoint ? hubbard.Adjoint : default;
        for (var atom = 0; atom < basis.AtomCount && !η̄.IsEmpty; atom++)
        {
            foreach (var (a, b) in ShellsOf(atom, atom))
                PropagateAverage(η̄, a, b, weight * x[a] * y[b]);
        }

        for (var p = 0; p < pairs.Count; p++)
        {
            var R = pairs.Distances[p];
            var byR = 0.0;
            foreach (var (a, b) in ShellsOf(pairs.First[p], pairs.Second[p]))
            {
                var w = weight * ((x[a] * y[b]) + (x[b] * y[a]));
                var value = γ.Span[(a * n) + b];
                var power = k == 2.0 ? value * value * value : Math.Pow(value, k + 1.0);
                byR -= w * power * (k == 2.0 ? R : Math.Pow(R, k - 1.0));
                var η = Average(hubbard.Value[a], hubbard.Value[b]);
                if (!η̄.IsEmpty)
                    PropagateAverage(η̄, a, b, w * power * (k == 2.0 ? 1.0 / (η * η * η) : Math.Pow(η, -k - 1.0)));
                if (exponent.NeedsAdjoint)
                {
                    var (Rk, ηk) = (Math.Pow(R, k), Math.Pow(η, -k));
                    exponent.Adjoint[0] += w * value * ((Math.Log(Rk + ηk) / (k * k)) - (((Rk * Math.Log(R)) - (ηk * Math.Log(η))) / (k * (Rk + ηk))));
                }
            }

            if (!R̄.IsEmpty)
                pairs.AddRadialAdjoint(R̄, p, byR);
        }
    }

    private double Average(double η, double ηʹ) =>
        average == HubbardAverage.Arithmetic ? 0.5 * (η + ηʹ) : 2.0 / ((1.0 / η) + (1.0 / ηʹ));

    private void PropagateAverage(Span<double> η̄, int a, int b, double byAverage)
    {
        if (average == HubbardAverage.Arithmetic)
        {
            η̄[a] += 0.5 * byAverage;
            η̄[b] += 0.5 * byAverage;
            return;
        }

        var (ηa, ηb) = (hubbard.Value[a], hubbard.Value[b]);
        var scale = 2.0 * byAverage / ((ηa + ηb) * (ηa + ηb));
        η̄[a] += scale * ηb * ηb;
        η̄[b] += scale * ηa * ηa;
    }

    private AtomShells ShellsOf(int A, int B) => new(basis.FirstShell(A), basis.FirstShell(A + 1), basis.FirstShell(B), basis.FirstShell(B + 1));

    /// <summary>All pairs of a shell of one atom with a shell of another.</summary>
    private ref struct AtomShells(int firstA, int endA, int firstB, int endB)
    {
        private int a = firstA;
        private int b = firstB - 1;

        public readonly (int A, int B) Current => (a, b);

        public readonly AtomShells GetEnumerator() => this;

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
}
