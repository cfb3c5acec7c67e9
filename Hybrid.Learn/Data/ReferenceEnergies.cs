using System.Collections.Immutable;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using MathNet.Numerics.LinearAlgebra;

namespace Hybrid.Learn.Data;

/// <summary>
/// The energy of an atom of each element at one level of theory: what turns total energies into energies of formation, and
/// one zero of energy into another. Immutable.
/// </summary>
/// <param name="Level">The tag of the level.</param>
/// <param name="PerElement">Eh, by atomic number.</param>
public sealed record ReferenceEnergies(string Level, ImmutableSortedDictionary<int, double> PerElement)
{
    /// <summary>
    /// The energies e that make Σ_samples (E − E_model − Σ_A e_A)²/N² smallest: the least squares of energies per atom.
    /// </summary>
    /// <remarks>
    /// Elements that only occur in fixed proportions can't be told apart; then the smallest e (by Σ e²) of all that fit is taken, which is right for
    /// structures of the same proportions alone.
    /// </remarks>
    /// <param name="samples">Those of the level that have a total energy are used.</param>
    /// <param name="level">The level.</param>
    /// <param name="model">What a model predicts of a sample, Eh; null for nothing, which gives energies of formation.</param>
    /// <exception cref="ArgumentException">No sample of the level has a total energy.</exception>
    public static ReferenceEnergies Fit(IEnumerable<Sample> samples, string level, Func<Sample, double>? model = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Sample[] used = [.. samples.Where(sample => sample.Level == level && sample.Energy is not null)];
        if (used.Length == 0)
            throw new ArgumentException($"Samples of the level \"{level}\" with total energies were expected, but there is none.", nameof(samples));
        int[] elements = [.. used.SelectMany(static sample => sample.Structure.AtomicNumbers.ToArray()).Distinct().Order()];
        var counts = Matrix<double>.Build.Dense(used.Length, elements.Length);
        var energies = Vector<double>.Build.Dense(used.Length);
        for (var k = 0; k < used.Length; k++)
        {
            var n = used[k].Structure.AtomCount;
            foreach (var z in used[k].Structure.AtomicNumbers)
                counts[k, Array.BinarySearch(elements, z)] += 1.0 / n;
            energies[k] = (used[k].Energy!.Value - (model?.Invoke(used[k]) ?? 0.0)) / n;
        }

        // Normal equations by eigenvalues: at most a hundred elements, and no sample needs to be held twice.
        var eigen = counts.TransposeThisAndMultiply(counts).Evd(Symmetricity.Symmetric);
        var projected = eigen.EigenVectors.TransposeThisAndMultiply(counts.TransposeThisAndMultiply(energies));
        var largest = eigen.EigenValues[elements.Length - 1].Real;
        for (var k = 0; k < elements.Length; k++)
            projected[k] = eigen.EigenValues[k].Real > SmallestEigenvalue * largest ? projected[k] / eigen.EigenValues[k].Real : 0.0;
        var e = eigen.EigenVectors * projected;
        return new ReferenceEnergies(level, elements.Select((z, k) => KeyValuePair.Create(z, e[k])).ToImmutableSortedDictionary());
    }

    /// <summary>True when every element of a structure has an energy.</summary>
    public bool Covers(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        foreach (var z in structure.AtomicNumbers)
        {
            if (!PerElement.ContainsKey(z))
                return false;
        }

        return true;
    }

    /// <summary>Σ_A e_A, Eh.</summary>
    /// <exception cref="ArgumentException">An element has no energy.</exception>
    public double Sum(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var sum = 0.0;
        foreach (var z in structure.AtomicNumbers)
        {
            sum += PerElement.TryGetValue(z, out var energy)
                ? energy
                : throw new ArgumentException($"An element with a reference energy at the level \"{Level}\" was expected, but {Element.Symbol(z)} came.", nameof(structure));
        }

        return sum;
    }

    /// <summary>Relative to the largest: below, two elements occur in fixed proportions.</summary>
    private const double SmallestEigenvalue = 1e-12;
}
