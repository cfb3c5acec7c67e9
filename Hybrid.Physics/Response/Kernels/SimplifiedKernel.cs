using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Selection;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>
/// The simplified kernel: monopoles of transition densities over symmetrically orthogonalised functions, with a Coulomb-like
/// matrix K for the density of the transition and an exchange-like matrix J between hole and electron.
/// </summary>
/// <remarks>
/// <para>
/// A_ia,jb = … + Σ_st q^s_ia K_st q^t_jb − Σ_AB q^A_ij J_AB q^B_ab and B_ia,jb = Σ_st q^s_ia K_st q^t_jb − Σ_AB q^A_ib J'_AB q^B_ja with
/// q^s_pq = Σ_{μ∈s} C̃_pμ C̃_qμ. Over the functions themselves the exchange is elementwise: G_μν = −J_AB T_μν. Within an atom
/// <see cref="OneCentreIntegrals"/> can act on higher moments, in both parts.
/// </para>
/// <para>
/// S. Grimme, J. Chem. Phys. 138, 244104 (2013), doi:10.1063/1.4811331; C. Bannwarth, S. Grimme, Comput. Theor. Chem. 1040,
/// 45 (2014), doi:10.1016/j.comptc.2014.02.023 for B.
/// </para>
/// </remarks>
public sealed class SimplifiedKernel : ExcitationKernel
{
    private readonly ILinearAlgebra algebra;
    private readonly OrbitalBasis basis;
    private readonly Variable K;
    private readonly Variable J;
    private readonly Variable reverseJ;
    private readonly int[] site;
    private readonly int[] atom;
    private readonly Arena arena;
    private Memory<double> exchange;
    private Memory<double> reverseExchange;

    /// <summary>A kernel of given matrices.</summary>
    /// <param name="tape">Whose memory and linear algebra are used.</param>
    /// <param name="basis">The functions.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="coulomb">K between shells, shape [shells, shells], Eh: with the factor of the spin.</param>
    /// <param name="exchange">J between atoms, shape [atoms, atoms], Eh: with the fraction of exchange.</param>
    /// <param name="reverseExchange">J' between atoms, which enters B, shape [atoms, atoms], Eh.</param>
    /// <param name="shift">A constant on the diagonal of A, Eh, shape [1]; null for none.</param>
    /// <param name="exchangeFraction">What <see cref="ExcitationKernel.ExchangeFraction"/> reports.</param>
    /// <exception cref="ArgumentException">A shape is wrong.</exception>
    public SimplifiedKernel(
        Tape tape, OrbitalBasis basis, Multiplicity multiplicity, Variable coulomb, Variable exchange, Variable reverseExchange, Variable? shift, double exchangeFraction)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(basis);
        if (coulomb.Length != basis.ShellCount * basis.ShellCount)
            throw new ArgumentException($"A matrix between {basis.ShellCount} shells was expected, but it has {coulomb.Length} elements.", nameof(coulomb));
        if (exchange.Length != basis.AtomCount * basis.AtomCount || reverseExchange.Length != exchange.Length)
            throw new ArgumentException($"Matrices between {basis.AtomCount} atoms were expected, but they have {exchange.Length} and {reverseExchange.Length} elements.", nameof(exchange));
        algebra = tape.LinearAlgebra;
        this.basis = basis;
        Multiplicity = multiplicity;
        K = coulomb;
        J = exchange;
        reverseJ = reverseExchange;
        Shift = shift;
        ExchangeFraction = exchangeFraction;
        site = basis.OrbitalShell.ToArray();
        atom = Array.ConvertAll(site, shell => basis.ShellAtom[shell]);
        arena = tape.Arena;
    }

    /// <inheritdoc/>
    public override string Name => "simplified";

    /// <inheritdoc/>
    public override Multiplicity Multiplicity { get; }

    /// <inheritdoc/>
    public override double ExchangeFraction { get; }

    internal override bool IsOrthogonal => true;

    /// <summary>What acts between transition densities within atoms beyond K, with the factor of the spin; null for nothing.</summary>
    internal OneCentreIntegrals? OneCentreExchange { get; init; }

    /// <summary>What acts between electron and hole within atoms beyond J; null for nothing.</summary>
    internal OneCentreAttraction? OneCentreAttraction { get; init; }

    internal override IReadOnlyList<Variable> Inputs =>
        [K, J, reverseJ, .. Shift is null ? [] : (Variable[])[Shift], .. OneCentreExchange?.Inputs ?? [], .. OneCentreAttraction?.Integrals.Inputs ?? []];

    internal override Variable? Shift { get; }

    internal override bool HasDifference => true;

    /// <summary>
    /// The kernel for the selection of configurations, with the site of each function: atoms where K is the same for all shells of two atoms
    /// (singlets), else shells.
    /// </summary>
    internal (SiteKernel Kernel, int[] SiteOfFunction) ToSites()
    {
        int nAtoms = basis.AtomCount, nShells = basis.ShellCount;
        var shift = Shift?.Scalar ?? 0.0;
        if (Multiplicity == Multiplicity.Singlet)
        {
            var ofAtoms = new double[nAtoms * nAtoms];
            for (var A = 0; A < nAtoms; A++)
            {
                for (var B = 0; B < nAtoms; B++)
                    ofAtoms[(A * nAtoms) + B] = K.Value[(basis.FirstShell(A) * nShells) + basis.FirstShell(B)];
            }

            return (new SiteKernel(nAtoms, J.Memory, ofAtoms, shift) { OneCentreExchange = ActiveExchange, OneCentreAttraction = ActiveAttraction }, atom);
        }

        var ofShells = new double[nShells * nShells];
        for (var a = 0; a < nShells; a++)
        {
            for (var b = 0; b < nShells; b++)
                ofShells[(a * nShells) + b] = J.Value[(basis.ShellAtom[a] * nAtoms) + basis.ShellAtom[b]];
        }

        return (new SiteKernel(nShells, ofShells, K.Memory, shift) { OneCentreExchange = ActiveExchange, OneCentreAttraction = ActiveAttraction }, site);
    }

    internal override void Product(Coupling coupling, ReadOnlySpan<double> T, Span<double> G)
    {
        var n = site.Length;
        TensorPrimitives.Multiply(T, MinusBetween(J, ref exchange), G);
        if (coupling == Coupling.Sum)
            AddTransposed(T, 1.0, G);
        else if (coupling == Coupling.Difference)
            AddTransposed(T, -1.0, G);
        if (ActiveAttraction is { } attraction)
        {
            attraction.AddResponse(-1.0, Blocks(attraction, T), n, G);
            if (coupling != Coupling.Excitations)
                attraction.AddResponse(-ReverseSign(coupling), Blocks(attraction, T, isTransposed: true), n, G);
        }

        if (CoulombFactor(coupling) is var factor && factor == 0.0)
            return;
        var charges = Charges(T);
        var potential = new double[charges.Length];
        algebra.MultiplyVector(false, charges.Length, charges.Length, factor, K.Value, charges, 0.0, potential);
        for (var μ = 0; μ < n; μ++)
            G[(μ * n) + μ] += potential[site[μ]];
        if (ActiveExchange is { } oneCentre)
            oneCentre.AddResponse(factor, Moments(oneCentre, T), n, G);
    }

    internal override void PropagateAdjoint(Coupling coupling, ReadOnlySpan<double> U, ReadOnlySpan<double> T, double weight)
    {
        var factor = weight * CoulombFactor(coupling);
        if (K.NeedsAdjoint && factor != 0.0)
        {
            var u = Charges(U);
            var t = Charges(T);
            for (var s = 0; s < u.Length; s++)
                TensorPrimitives.MultiplyAdd(t, factor * u[s], K.Adjoint.Slice(s * t.Length, t.Length), K.Adjoint.Slice(s * t.Length, t.Length));
        }

        if (OneCentreExchange is { } oneCentre && factor != 0.0)
            oneCentre.PropagateAdjoint(factor, Moments(oneCentre, U), Moments(oneCentre, T));
        if (OneCentreAttraction is { } attraction)
        {
            var u = Blocks(attraction, U);
            attraction.PropagateAdjoint(-weight, u, Blocks(attraction, T));
            if (coupling != Coupling.Excitations)
                attraction.PropagateAdjoint(-weight * ReverseSign(coupling), u, Blocks(attraction, T, isTransposed: true));
        }

        if (J.NeedsAdjoint)
            PropagateExchange(U, T, -weight, transposed: false, J.Adjoint);
        if (reverseJ.NeedsAdjoint && coupling != Coupling.Excitations)
            PropagateExchange(U, T, -weight * ReverseSign(coupling), transposed: true, reverseJ.Adjoint);
    }

    internal override void AddContributions(Coupling coupling, ReadOnlySpan<double> T, double weight, ContributionSums sums)
    {
        var n = site.Length;
        var nAtoms = sums.AtomCount;
        var attraction = sums.Pairs(ExcitationLedger.ResponseCoulomb, isDirected: true);
        var reverse = ReverseSign(coupling);
        for (var μ = 0; μ < n; μ++)
        {
            for (var ν = 0; ν < n; ν++)
            {
                var pair = (atom[μ] * nAtoms) + atom[ν];
                var t = T[(μ * n) + ν];
                attraction[pair] -= weight * J.Value[pair] * t * t;
                if (reverse != 0.0)
                    attraction[pair] -= weight * reverse * reverseJ.Value[pair] * t * T[(ν * n) + μ];
            }
        }

        if (OneCentreAttraction is { } oneCentreAttraction)
            AddContributions(oneCentreAttraction, T, weight, reverse, attraction, nAtoms);
        var factor = weight * CoulombFactor(coupling);
        if (factor == 0.0)
            return;
        var charges = Charges(T);
        var coulomb = sums.Pairs(Multiplicity == Multiplicity.Singlet ? ExcitationLedger.ResponseExchange : ExcitationLedger.Spin, isDirected: false);
        for (var s = 0; s < charges.Length; s++)
        {
            for (var t = 0; t < charges.Length; t++)
                coulomb[(basis.ShellAtom[s] * nAtoms) + basis.ShellAtom[t]] += factor * charges[s] * K.Value[(s * charges.Length) + t] * charges[t];
        }

        if (OneCentreExchange is { } oneCentre)
        {
            var moments = Moments(oneCentre, T);
            foreach (var (A, energy) in oneCentre.Energies(moments, moments))
                coulomb[(A * nAtoms) + A] += factor * energy;
        }
    }

    internal override void AddDiagonal(ReadOnlySpan<double> occupied, ReadOnlySpan<double> virtuals, Span<double> diagonal)
    {
        var n = site.Length;
        int no = occupied.Length / n, nv = virtuals.Length / n, nAtoms = (int)Math.Sqrt(J.Length);
        var ofOccupied = AtomicDensities(occupied, no, nAtoms);
        var ofVirtual = AtomicDensities(virtuals, nv, nAtoms);
        var potential = new double[no * nAtoms];
        algebra.Multiply(false, false, no, nAtoms, nAtoms, 1.0, ofOccupied, J.Value, 0.0, potential);
        algebra.Multiply(false, true, no, nv, nAtoms, -1.0, potential, ofVirtual, 1.0, diagonal);
    }

    internal override double[] Elements(
        int occupiedCount, ReadOnlyMemory<double> orbitals, ReadOnlyMemory<double> energies, ReadOnlySpan<Configuration> configurations)
    {
        var (kernel, sites) = ToSites();
        return ConfigurationMatrix.Of(new SiteMatrix(algebra, new SiteOrbitals(occupiedCount, orbitals, energies, sites), kernel), configurations);
    }

    /// <summary>The sign with which B enters.</summary>
    private static double ReverseSign(Coupling coupling) => coupling switch { Coupling.Sum => 1.0, Coupling.Difference => -1.0, _ => 0.0 };

    private static double CoulombFactor(Coupling coupling) => coupling switch { Coupling.Excitations => 1.0, Coupling.Sum => 2.0, _ => 0.0 };

    /// <summary>The negative of a matrix between atoms as one between functions, made at its first use: the selection of configurations has none.</summary>
    private ReadOnlySpan<double> MinusBetween(Variable matrix, ref Memory<double> dense)
    {
        if (!dense.IsEmpty)
            return dense.Span;
        var n = site.Length;
        var ofAtoms = matrix.Value;
        var nAtoms = (int)Math.Sqrt(matrix.Length);
        dense = arena.RentUncleared(n * n);
        for (var μ = 0; μ < n; μ++)
        {
            var row = ofAtoms.Slice(atom[μ] * nAtoms, nAtoms);
            var target = dense.Span.Slice(μ * n, n);
            for (var ν = 0; ν < n; ν++)
                target[ν] = -row[atom[ν]];
        }

        return dense.Span;
    }

    /// <summary>G −= sign · J' ∘ Tᵀ.</summary>
    private void AddTransposed(ReadOnlySpan<double> T, double sign, Span<double> G)
    {
        var n = site.Length;
        var minusJ = MinusBetween(reverseJ, ref reverseExchange);
        for (var μ = 0; μ < n; μ++)
        {
            for (var ν = 0; ν < n; ν++)
                G[(μ * n) + ν] += sign * minusJ[(μ * n) + ν] * T[(ν * n) + μ];
        }
    }

    /// <summary>Null where it would add nothing.</summary>
    private OneCentreIntegrals? ActiveExchange => OneCentreExchange is { IsZero: false } ? OneCentreExchange : null;

    private OneCentreAttraction? ActiveAttraction => OneCentreAttraction is { Integrals.IsZero: false } ? OneCentreAttraction : null;

    private double[] Moments(OneCentreIntegrals oneCentre, ReadOnlySpan<double> T)
    {
        var moments = new double[oneCentre.MomentCount];
        oneCentre.Moments(T, site.Length, moments);
        return moments;
    }

    private double[] Blocks(OneCentreAttraction oneCentre, ReadOnlySpan<double> T, bool isTransposed = false)
    {
        var blocks = new double[oneCentre.BlockLength];
        oneCentre.Blocks(T, site.Length, isTransposed, blocks);
        return blocks;
    }

    private void AddContributions(OneCentreAttraction oneCentre, ReadOnlySpan<double> T, double weight, double reverse, Span<double> attraction, int nAtoms)
    {
        var blocks = Blocks(oneCentre, T);
        var transposed = Blocks(oneCentre, T, isTransposed: true);
        for (var k = 0; k < oneCentre.Integrals.Sites.Length; k++)
        {
            var A = oneCentre.Integrals.Sites[k].Atom;
            attraction[(A * nAtoms) + A] -= weight * (oneCentre.Energy(k, blocks, blocks) + (reverse * oneCentre.Energy(k, blocks, transposed)));
        }
    }

    private double[] Charges(ReadOnlySpan<double> T)
    {
        var n = site.Length;
        var charges = new double[(int)Math.Sqrt(K.Length)];
        for (var μ = 0; μ < n; μ++)
            charges[site[μ]] += T[(μ * n) + μ];
        return charges;
    }

    private void PropagateExchange(ReadOnlySpan<double> U, ReadOnlySpan<double> T, double weight, bool transposed, Span<double> adjoint)
    {
        var n = site.Length;
        var nAtoms = (int)Math.Sqrt(adjoint.Length);
        for (var μ = 0; μ < n; μ++)
        {
            var row = adjoint.Slice(atom[μ] * nAtoms, nAtoms);
            for (var ν = 0; ν < n; ν++)
                row[atom[ν]] += weight * U[(μ * n) + ν] * T[transposed ? (ν * n) + μ : (μ * n) + ν];
        }
    }

    private double[] AtomicDensities(ReadOnlySpan<double> orbitals, int count, int nAtoms)
    {
        var n = site.Length;
        var densities = new double[count * nAtoms];
        for (var p = 0; p < count; p++)
        {
            for (var μ = 0; μ < n; μ++)
                densities[(p * nAtoms) + atom[μ]] += orbitals[(p * n) + μ] * orbitals[(p * n) + μ];
        }

        return densities;
    }
}
