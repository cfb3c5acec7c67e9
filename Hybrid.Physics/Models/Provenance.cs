using System.Reflection;

namespace Hybrid.Physics.Models;

/// <summary>Where a number comes from.</summary>
/// <param name="LibraryVersion">The version of this library.</param>
/// <param name="Model">The name of the model, such as "gfn2-xtb".</param>
/// <param name="LevelOfTheory">The method as a paper would name it, such as "GFN2-xTB".</param>
/// <param name="ParameterSource">Where the parameters come from.</param>
/// <param name="ParameterDigest">SHA-256 of the parameters' shells, names and values: equal digests, equal numbers.</param>
/// <param name="LinearAlgebra">Who multiplied and diagonalised.</param>
/// <param name="Options">Electronic temperature, accuracy, limit of iterations, electric field and what else it was computed with.</param>
/// <param name="HasGuess">True when the field began with the populations of an earlier prediction.</param>
/// <param name="Threads">How many structures were computed at the same time.</param>
/// <param name="WallTime">The time that this structure took.</param>
public sealed record Provenance(
    string LibraryVersion, string Model, string LevelOfTheory, string ParameterSource, string ParameterDigest,
    string LinearAlgebra, PredictionOptions Options, bool HasGuess, int Threads, TimeSpan WallTime)
{
    /// <summary>The version of this library, without build metadata.</summary>
    public static string Library { get; } =
        typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
