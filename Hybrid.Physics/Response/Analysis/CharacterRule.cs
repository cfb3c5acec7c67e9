using System.Numerics.Tensors;
using Hybrid.Core.Structures;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>The rule of <see cref="StateCharacter"/>: sorts the populations of hole and particle by the kind of their functions.</summary>
internal sealed class CharacterRule
{
    private readonly OrbitalBasis basis;
    private readonly int[] atomicNumbers;
    private readonly PiDirections directions;
    private readonly bool[] isDiffuse;

    public CharacterRule(OrbitalBasis basis, Structure structure, PiDirections directions)
    {
        this.basis = basis;
        this.directions = directions;
        atomicNumbers = structure.AtomicNumbers.ToArray();
        isDiffuse = new bool[basis.ShellCount];
        for (var s = 0; s < isDiffuse.Length; s++)
        {
            isDiffuse[s] = !basis.Shells[s].IsValence;
            for (var earlier = basis.FirstShell(basis.ShellAtom[s]); earlier < s; earlier++)
                isDiffuse[s] |= basis.Shells[earlier].AngularMomentum == basis.Shells[s].AngularMomentum;
        }
    }

    /// <summary>The parts of a density by atom and by kind of function.</summary>
    public sealed record Shares(double[] Atoms, double Pi, double LonePairElements, double MetalD, double Diffuse);

    /// <summary>The populations of the density D Dᵀ in orthogonal functions, which sums to one.</summary>
    public Shares Populations(ReadOnlySpan<double> D)
    {
        var n = basis.OrbitalCount;
        var atoms = new double[basis.AtomCount];
        double π = 0, lonePairElements = 0, metalD = 0, diffuse = 0;
        for (var s = 0; s < basis.ShellCount; s++)
        {
            var (A, l, first) = (basis.ShellAtom[s], basis.Shells[s].AngularMomentum, basis.FirstOrbital(s));
            var population = TensorPrimitives.SumOfSquares(D[(first * n)..(basis.FirstOrbital(s + 1) * n)]);
            atoms[A] += population;
            if (PiDirections.HasLonePair(atomicNumbers[A]))
                lonePairElements += population;
            if (l == 2 && IsTransitionMetal(atomicNumbers[A]))
                metalD += population;
            if (isDiffuse[s])
                diffuse += population;
            if (l == 1 && directions.Of(A) is { } Π)
                π += Projected(D.Slice(first * n, 3 * n), n, Π);
        }

        return new Shares(atoms, π, lonePairElements, metalD, diffuse);
    }

    public static StateCharacter Character(Shares hole, Shares particle, StateAnalysis analysis)
    {
        var kind = ParticleKind(particle, analysis);
        // Populations tell on whose functions a wide orbital is expanded, not where its electron is: no other part has received it.
        var isTransfer = analysis.FragmentChargeTransfer >= StateCharacter.Half
            || (kind != OrbitalKind.Rydberg && analysis.TransferredCharge >= StateCharacter.Half && analysis.HoleParticleDistance >= StateCharacter.SmallestTransferDistance);
        return new StateCharacter(HoleKind(hole), kind, isTransfer);
    }

    private static OrbitalKind HoleKind(Shares hole)
    {
        if (hole.MetalD >= StateCharacter.Half)
            return OrbitalKind.MetalD;
        if (hole.Pi >= StateCharacter.Half)
            return OrbitalKind.Pi;
        return hole.LonePairElements >= StateCharacter.SmallestLonePairPopulation ? OrbitalKind.LonePair : OrbitalKind.Sigma;
    }

    private static OrbitalKind ParticleKind(Shares particle, StateAnalysis analysis)
    {
        if (particle.MetalD >= StateCharacter.Half)
            return OrbitalKind.MetalD;
        var isWide = analysis is { HoleSize: { } inner, ParticleSize: { } outer }
            ? (outer * outer) - (inner * inner) >= StateCharacter.SmallestRydbergWidening
            : particle.Diffuse >= StateCharacter.Half;
        if (isWide)
            return OrbitalKind.Rydberg;
        return particle.Pi >= StateCharacter.Half ? OrbitalKind.Pi : OrbitalKind.Sigma;
    }

    /// <summary>Tr(Π ρ) of the rows of a p shell, whose functions are y, z, x.</summary>
    private static double Projected(ReadOnlySpan<double> rows, int n, double[] Π)
    {
        ReadOnlySpan<int> axis = [1, 2, 0];
        var sum = 0.0;
        for (var k = 0; k < 3; k++)
        {
            for (var l = 0; l < 3; l++)
                sum += Π[(3 * axis[k]) + axis[l]] * TensorPrimitives.Dot(rows.Slice(k * n, n), rows.Slice(l * n, n));
        }

        return sum;
    }

    private static bool IsTransitionMetal(int z) => z is (>= 21 and <= 30) or (>= 39 and <= 48) or (>= 57 and <= 80);
}
