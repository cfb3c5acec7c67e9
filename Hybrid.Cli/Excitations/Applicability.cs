using Hybrid.Core.Structures;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Excitations;

/// <summary>How like the training data of a trained model a structure is.</summary>
/// <param name="Place">Where it stands to them.</param>
internal sealed record Applicability(DomainPlace Place)
{
    private const int MostAtoms = 6;

    /// <summary>How open the gate of each atom is, from zero to one; null without a gate.</summary>
    public IReadOnlyList<double>? Gates { get; private init; }

    /// <summary>The kind of each atom that no training atom is of; null for the others.</summary>
    public IReadOnlyList<string?> UnknownKinds { get; private init; } = [];

    /// <summary>Inside or outside.</summary>
    public CalibrationClass Class => Place.IsInside ? CalibrationClass.Inside : CalibrationClass.Outside;

    /// <summary>Of each atom, one at the edge of the training data; infinite for all where they lack an element.</summary>
    public IReadOnlyList<double> Distances => Place.Distances;

    /// <summary>The distance of the farthest atom.</summary>
    public double Largest => Place.Distances.Max();

    /// <summary>Null where the states are of physics as published, or where its training data end isn't known.</summary>
    public static Applicability? Of(ExcitationSource source, Structure structure)
    {
        if (source.Learned is not { } learned || (source.Uncertainty ?? source.TrainingData) is not { Domain: { } domain })
            return null;
        return new Applicability(domain.PlaceOf(structure)) { Gates = (learned.Model as HybridModel)?.Gate?.Of(structure), UnknownKinds = [.. domain.UnknownKinds(structure)] };
    }

    /// <summary>What a reader should know, a sentence each.</summary>
    public IEnumerable<string> Notes()
    {
        if (!Place.Distances.All(DomainPlace.IsWithin))
            yield return $"unlike the atoms that the model learned from (distance, one at their edge): {Farthest()}.";
        else if (Place.IsLarger)
            yield return "the molecule is larger than any that the model learned from.";
        if (Gates?.Count(gate => gate < 1.0) is > 0 and var closed)
            yield return FormattableString.Invariant($"learned corrections fade on {closed} of {Gates.Count} atoms{(Gates.All(gate => gate == 0.0) ? ": these are the states of the physics" : "")}.");
    }

    /// <summary>The farthest atoms, from one.</summary>
    private string Farthest()
    {
        int[] atoms = [.. Enumerable.Range(0, Distances.Count).Where(A => !DomainPlace.IsWithin(Distances[A])).OrderByDescending(A => Distances[A])];
        return string.Join(", ", atoms.Take(MostAtoms).Select(A => FormattableString.Invariant($"atom {A + 1} ({Distances[A]:0.0}{(UnknownKinds[A] is { } kind ? $", bonded as none of them: {kind}" : "")})"))) + (atoms.Length > MostAtoms ? FormattableString.Invariant($" and {atoms.Length - MostAtoms} more") : "");
    }
}
