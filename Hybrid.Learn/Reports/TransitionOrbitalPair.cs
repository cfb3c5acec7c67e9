using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Response.Analysis;

namespace Hybrid.Learn.Reports;

/// <summary>Where an electron leaves and where it goes: a pair of natural transition orbitals, or of canonical ones.</summary>
/// <param name="Weight">The part of the excitation, 0 to 1.</param>
/// <param name="Hole">The orbital that is left.</param>
/// <param name="Particle">The orbital that is entered. The same object in several pairs is stored once.</param>
public sealed record TransitionOrbitalPair(double Weight, OrbitalGrid Hole, OrbitalGrid Particle)
{
    /// <summary>The heaviest pairs of a state on grids.</summary>
    /// <param name="orbitals">The natural transition orbitals.</param>
    /// <param name="structure">The atoms.</param>
    /// <param name="shells">The basis of the orbitals.</param>
    /// <param name="most">No more pairs than this.</param>
    /// <param name="leastWeight">Lighter pairs are left out, except the first.</param>
    /// <exception cref="ArgumentException">The basis is not that of the orbitals or the structure.</exception>
    public static TransitionOrbitalPair[] Of(
        NaturalTransitionOrbitals orbitals, Structure structure, IReadOnlyList<GaussianShell> shells, int most = 3, double leastWeight = 0.1)
    {
        ArgumentNullException.ThrowIfNull(orbitals);
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(shells);
        var nFunctions = shells.Sum(shell => shell.OrbitalCount);
        return
        [
            .. Enumerable.Range(0, Math.Min(most, orbitals.Count))
                .Where(pair => pair == 0 || orbitals.Weights[pair] >= leastWeight)
                .Select(pair => new TransitionOrbitalPair(orbitals.Weights[pair], Grid(orbitals.Holes, pair), Grid(orbitals.Particles, pair))),
        ];

        OrbitalGrid Grid(ReadOnlyMemory<double> coefficients, int pair)
        {
            if (coefficients.Length != orbitals.Count * nFunctions)
                throw new ArgumentException($"A basis of {coefficients.Length / orbitals.Count} functions, that of the orbitals, was expected, but one of {nFunctions} came.", nameof(shells));
            return OrbitalGrid.Of(structure.Positions, shells, coefficients.Span.Slice(pair * nFunctions, nFunctions));
        }
    }
}
