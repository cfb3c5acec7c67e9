using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>
/// Takes excited states of one molecule apart: hole and particle, natural transition orbitals, charge transfer, character.
/// Keeps what all states share. Safe to share between threads.
/// </summary>
/// <remarks>One state costs about as much as four products of n × n matrices.</remarks>
public sealed class ExcitationAnalysis
{
    private readonly ReferenceOrbitals orbitals;
    private readonly ReadOnlyMemory<double> loewdin;
    private readonly TransitionOperators operators;
    private readonly ILinearAlgebra algebra;
    private readonly int[] atomOfOrbital;
    private readonly int[] fragments;
    private readonly CharacterRule rule;

    /// <summary>Prepares the analysis.</summary>
    /// <param name="reference">What the amplitudes refer to; used as long as the analysis is.</param>
    /// <param name="structure">The molecule.</param>
    /// <param name="operators">Of the same reference; with second moments for the sizes.</param>
    /// <param name="fragments">The fragment of each atom, from zero; empty for what covalent bonds connect.</param>
    /// <exception cref="ArgumentException">The lengths don't fit.</exception>
    public ExcitationAnalysis(
        ExcitationReference reference, Structure structure, TransitionOperators operators, ReadOnlySpan<int> fragments = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(operators);
        orbitals = reference.Orbitals;
        var n = orbitals.Count;
        if (operators.Count != n)
            throw new ArgumentException($"Operators between {n} functions were expected, but they are between {operators.Count}.", nameof(operators));
        if (structure.AtomCount != orbitals.Basis.AtomCount)
            throw new ArgumentException($"A structure of {orbitals.Basis.AtomCount} atoms was expected, but it has {structure.AtomCount}.", nameof(structure));
        if (!fragments.IsEmpty && fragments.Length != structure.AtomCount)
            throw new ArgumentException($"One fragment for each of {structure.AtomCount} atoms was expected, but {fragments.Length} were given.", nameof(fragments));
        foreach (var fragment in fragments)
        {
            if (fragment < 0 || fragment >= structure.AtomCount)
                throw new ArgumentException($"Fragments from 0 to {structure.AtomCount - 1} were expected, but {fragment} was given.", nameof(fragments));
        }

        var bonds = new CovalentBonds(structure);
        this.operators = operators;
        algebra = reference.LinearAlgebra;
        loewdin = reference.Rotations;
        this.fragments = fragments.IsEmpty ? bonds.Fragments() : fragments.ToArray();
        atomOfOrbital = new int[n];
        for (var μ = 0; μ < n; μ++)
            atomOfOrbital[μ] = orbitals.Basis.ShellAtom[orbitals.Basis.OrbitalShell[μ]];
        rule = new CharacterRule(orbitals.Basis, structure, new PiDirections(structure, bonds));
    }

    /// <summary>The fragment of each atom, from zero.</summary>
    public ReadOnlySpan<int> Fragments => fragments;

    /// <summary>Takes one state apart.</summary>
    /// <param name="amplitudes">The state.</param>
    /// <exception cref="ArgumentException">The amplitudes are of other orbitals, or all zero.</exception>
    public StateAnalysis Of(TransitionAmplitudes amplitudes)
    {
        ArgumentNullException.ThrowIfNull(amplitudes);
        int n = orbitals.Count, nOcc = orbitals.OccupiedCount, nVir = orbitals.VirtualCount;
        var Z = Normalised(amplitudes);

        // The transition density in Löwdin's functions, D̃ = C̃oᵀ Z C̃v: rows are the hole's, columns the particle's.
        var half = new double[nOcc * n];
        var D̃ = new double[n * n];
        var D̃ᵀ = new double[n * n];
        ReadOnlySpan<double> occupied = loewdin.Span[..(nOcc * n)], virtuals = loewdin.Span[(nOcc * n)..];
        algebra.Multiply(false, false, nOcc, n, nVir, 1.0, Z, virtuals, 0.0, half);
        algebra.Multiply(true, false, n, n, nOcc, 1.0, occupied, half, 0.0, D̃);
        for (var μ = 0; μ < n; μ++)
        {
            for (var ν = 0; ν < n; ν++)
                D̃ᵀ[(ν * n) + μ] = D̃[(μ * n) + ν];
        }

        var hole = rule.Populations(D̃);
        var particle = rule.Populations(D̃ᵀ);
        var Ω = AtomPairsOf(D̃);
        var (fragmentΩ, transfer) = FragmentPairsOf(Ω);

        // Densities in atomic functions: the hole's is BᵀB with B = Zᵀ Co, the particle's likewise with Z Cv.
        var B = new double[nVir * n];
        algebra.Multiply(true, false, nVir, n, nOcc, 1.0, Z, orbitals.Occupied, 0.0, B);
        var (holeCentroid, holeSize) = Extent(B, nVir, D̃);
        algebra.Multiply(false, false, nOcc, n, nVir, 1.0, Z, orbitals.Virtual, 0.0, half);
        var (particleCentroid, particleSize) = Extent(half, nOcc, D̃);

        var analysis = new StateAnalysis
        {
            Character = new StateCharacter(OrbitalKind.Sigma, OrbitalKind.Sigma, false),
            NaturalOrbitals = NaturalOrbitals(Z, half),
            HolePopulations = Immutable(hole.Atoms),
            ParticlePopulations = Immutable(particle.Atoms),
            HoleCentroid = Immutable(holeCentroid),
            ParticleCentroid = Immutable(particleCentroid),
            HoleSize = holeSize,
            ParticleSize = particleSize,
            ChargeTransferNumbers = Immutable(Ω),
            FragmentChargeTransferNumbers = Immutable(fragmentΩ),
            FragmentChargeTransfer = transfer,
            PiPopulation = (hole.Pi, particle.Pi),
            DiffusePopulation = particle.Diffuse,
        };
        return analysis with { Character = CharacterRule.Character(hole, particle, analysis) };
    }

    private double[] Normalised(TransitionAmplitudes amplitudes)
    {
        if (amplitudes.Excitations.Length != orbitals.ConfigurationCount)
            throw new ArgumentException($"{orbitals.ConfigurationCount} amplitudes were expected, but {amplitudes.Excitations.Length} were given.", nameof(amplitudes));
        var Z = amplitudes.Excitations.ToArray();
        if (!amplitudes.IsTammDancoff)
            TensorPrimitives.Add<double>(Z, amplitudes.Deexcitations, Z);
        var norm = TensorPrimitives.Norm<double>(Z);
        if (!(norm > 0.0))
            throw new ArgumentException("Amplitudes were expected, but all are zero.", nameof(amplitudes));
        TensorPrimitives.Divide(Z, norm, Z);
        return Z;
    }

    /// <summary>Σ_{μ∈A, ν∈B} D̃_μν².</summary>
    private double[] AtomPairsOf(ReadOnlySpan<double> D̃)
    {
        int n = orbitals.Count, nAtoms = orbitals.Basis.AtomCount;
        var Ω = new double[nAtoms * nAtoms];
        for (var μ = 0; μ < n; μ++)
        {
            var row = Ω.AsSpan(atomOfOrbital[μ] * nAtoms, nAtoms);
            for (var ν = 0; ν < n; ν++)
                row[atomOfOrbital[ν]] += D̃[(μ * n) + ν] * D̃[(μ * n) + ν];
        }

        return Ω;
    }

    private (double[] Numbers, double Transfer) FragmentPairsOf(ReadOnlySpan<double> Ω)
    {
        var (nAtoms, count) = (fragments.Length, fragments.Max() + 1);
        var numbers = new double[count * count];
        var transfer = 0.0;
        for (var A = 0; A < nAtoms; A++)
        {
            for (var B = 0; B < nAtoms; B++)
            {
                numbers[(fragments[A] * count) + fragments[B]] += Ω[(A * nAtoms) + B];
                if (fragments[A] != fragments[B])
                    transfer += Ω[(A * nAtoms) + B];
            }
        }

        return (numbers, transfer);
    }

    /// <summary>⟨r⟩ and √(⟨r²⟩ − ⟨r⟩²) of the density BᵀB.</summary>
    private (double[] Centroid, double? Size) Extent(ReadOnlySpan<double> B, int rows, Span<double> density)
    {
        var n = orbitals.Count;
        algebra.SymmetricRankK(n, rows, 1.0, B, 0.0, density);
        var centroid = new double[3];
        for (var k = 0; k < 3; k++)
            centroid[k] = TensorPrimitives.Dot(density, operators.Position.Slice(k * n * n, n * n));
        if (operators.SquaredDistance.IsEmpty)
            return (centroid, null);
        var variance = TensorPrimitives.Dot(density, operators.SquaredDistance) - TensorPrimitives.SumOfSquares<double>(centroid);
        return (centroid, Math.Sqrt(Math.Max(variance, 0.0)));
    }

    /// <summary>Eigenvectors u of Z Zᵀ and v = Zᵀu/σ, in atomic functions.</summary>
    /// <param name="Z">The amplitudes.</param>
    /// <param name="half">Z Cv, shape [occupied, n].</param>
    private NaturalTransitionOrbitals NaturalOrbitals(ReadOnlySpan<double> Z, ReadOnlySpan<double> half)
    {
        int n = orbitals.Count, nOcc = orbitals.OccupiedCount, nVir = orbitals.VirtualCount;
        var U = new double[nOcc * nOcc];
        var squares = new double[nOcc];
        algebra.Multiply(false, true, nOcc, nOcc, nVir, 1.0, Z, Z, 0.0, U);
        if (!algebra.SymmetricEigen(nOcc, U, squares))
            throw new ArgumentException("Finite amplitudes were expected.", nameof(Z));
        var count = squares.Count(static σ2 => σ2 >= SmallestNaturalWeight);
        var leading = new double[count * nOcc];
        for (var k = 0; k < count; k++)
            U.AsSpan((nOcc - 1 - k) * nOcc, nOcc).CopyTo(leading.AsSpan(k * nOcc));
        Array.Reverse(squares);
        var holes = new double[count * n];
        var particles = new double[count * n];
        algebra.Multiply(false, false, count, n, nOcc, 1.0, leading, orbitals.Occupied, 0.0, holes);
        algebra.Multiply(false, false, count, n, nOcc, 1.0, leading, half, 0.0, particles);
        for (var k = 0; k < count; k++)
        {
            var hole = holes.AsSpan(k * n, n);
            var particle = particles.AsSpan(k * n, n);
            var sign = Math.Sign(hole[TensorPrimitives.IndexOfMaxMagnitude<double>(hole)]);
            TensorPrimitives.Multiply(hole, sign, hole);
            TensorPrimitives.Multiply(particle, sign / Math.Sqrt(squares[k]), particle);
        }

        return new NaturalTransitionOrbitals([.. squares[..count]], 1.0 / TensorPrimitives.SumOfSquares<double>(squares), holes, particles);
    }

    private static ImmutableArray<double> Immutable(double[] values) => ImmutableCollectionsMarshal.AsImmutableArray(values);

    private const double SmallestNaturalWeight = 0.01;
}
