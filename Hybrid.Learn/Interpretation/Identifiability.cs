using System.Collections.Immutable;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Interpretation;

/// <summary>Which physical parameters of a trained model its data determine, which only in combination, and which not at all. Immutable.</summary>
/// <remarks>
/// <para>
/// All of it follows from the posterior of the exposed weights, with the weights of physical parameters in prior widths (prior variance one) and the
/// network's last layers marginalised: C_pp is the block of the parameters in the covariance, C_pp⁻¹ − 1 the Fisher information about them.
/// </para>
/// <para>
/// Rule: with r the posterior over the prior standard deviation and r₁ the same if all other weights were known, a parameter is determined for r &lt; ½, determined only
/// in combination for r ≥ ½ &gt; r₁, and not determined for r₁ ≥ ½.
/// </para>
/// </remarks>
/// <param name="Parameters">The parameters, in the order of their weights, then the offsets.</param>
/// <param name="Combinations">Eigenvectors of the information, the stiffest first.</param>
/// <param name="TradeOffs">Pairs with a correlation of at least <see cref="SmallestCorrelation"/>, the strongest first.</param>
public sealed record Identifiability(
    ImmutableArray<IdentifiedParameter> Parameters, ImmutableArray<ParameterCombination> Combinations, ImmutableArray<ParameterTradeOff> TradeOffs)
{
    /// <summary>Where a parameter counts as determined.</summary>
    public const double LargestLeftOver = 0.5;

    /// <summary>From here on two parameters are said to trade off.</summary>
    public const double SmallestCorrelation = 0.8;

    private const double BoundShare = 0.95;

    /// <summary>The report on a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="posterior">Of its exposed weights. Its noise should be that of calibrated errors.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">The posterior is of other weights.</exception>
    public static Identifiability Of(HybridModel model, ReadOnlyMemory<double> weights, Posterior posterior, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(posterior);
        var exposed = ExposedWeights.Of(model.Layout);
        if (posterior.Count != exposed.Count)
            throw new ArgumentException($"The posterior of {exposed.Count} weights was expected, but it is of {posterior.Count}.", nameof(posterior));
        var algebra = linearAlgebra ?? DenseLinearAlgebra.Default;
        var described = Described(model, weights.Span, exposed).ToArray();
        if (described.Length == 0)
            return new Identifiability([], [], []);
        var places = Array.ConvertAll(described, parameter => parameter.Place);
        var covariance = Block(posterior.Covariance, posterior.Count, places);
        var fixedNetwork = Inverse(Block(posterior.Precision, posterior.Count, places), places.Length, algebra);
        var parameters = described.Select((parameter, k) =>
        {
            var prior = posterior.PriorWidths[places[k]];
            var leftOver = Math.Sqrt(covariance[(k * places.Length) + k]) / prior;
            var alone = 1.0 / (prior * Math.Sqrt(posterior.Precision[(places[k] * posterior.Count) + places[k]]));
            return new IdentifiedParameter(
                parameter.Name, parameter.Unit, parameter.Published, parameter.Learned, parameter.Drift, Math.Abs(parameter.Drift) >= BoundShare * parameter.Bound, leftOver,
                Math.Sqrt(fixedNetwork[(k * places.Length) + k]) / prior, alone, leftOver * prior * parameter.Slope, Verdict(leftOver, alone));
        }).ToImmutableArray();
        return new Identifiability(parameters, Eigenvectors(covariance, places, posterior.PriorWidths, parameters, algebra), Correlated(covariance, parameters));
    }

    /// <summary>The verdict of the rule.</summary>
    /// <param name="leftOver">r.</param>
    /// <param name="alone">r₁.</param>
    public static ParameterVerdict Verdict(double leftOver, double alone) => leftOver < LargestLeftOver
        ? ParameterVerdict.Determined
        : alone < LargestLeftOver ? ParameterVerdict.OnlyInCombination : ParameterVerdict.NotDetermined;

    private static List<DescribedWeight> Described(
        HybridModel model, ReadOnlySpan<double> weights, ExposedWeights exposed)
    {
        var found = new List<DescribedWeight>();
        var learned = model.Tables.Learned(model.Layout, weights);
        foreach (var table in model.Tables.Tables)
        {
            var (published, now) = (model.Published[table], learned[table]);
            var place = exposed.PlaceOf(TableDeviations.WeightName(table))!.Value;
            foreach (var entry in model.Tables.Entries(table))
            {
                var drift = ParameterDrift.Of(published, now.Values[entry], entry);
                // The drift is b tanh(w/b).
                var share = drift / ParameterTable.BoundInPriorWidths;
                found.Add(new DescribedWeight(place++, published.Label(entry), published.Unit, published.Values[entry], now.Values[entry], drift, ParameterTable.BoundInPriorWidths, 1.0 - (share * share)));
            }
        }

        foreach (var entry in exposed.Entries)
        {
            if (entry.Role == WeightRole.Offset)
                found.Add(new DescribedWeight(exposed.PlaceOf(entry.Name)!.Value, entry.Name, "eV", 0.0, weights[entry.Offset], weights[entry.Offset], double.PositiveInfinity, 1.0));
        }

        return found;
    }

    private static ImmutableArray<ParameterCombination> Eigenvectors(
        double[] covariance, int[] places, ReadOnlySpan<double> priorWidths, ImmutableArray<IdentifiedParameter> parameters, ILinearAlgebra algebra)
    {
        var n = places.Length;
        var vectors = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                vectors[(i * n) + j] = covariance[(i * n) + j] / (priorWidths[places[i]] * priorWidths[places[j]]);
        }

        var values = new double[n];
        if (!algebra.SymmetricEigen(n, vectors, values))
            throw new ArgumentException("A covariance that is finite was expected, but its eigenvalues were not found.", nameof(covariance));
        return [.. Enumerable.Range(0, n).Select(k =>
        {
            // Rounding may leave a variance above the prior's.
            var left = Math.Clamp(values[k], double.Epsilon, 1.0);
            var components = vectors.AsSpan(k * n, n).ToImmutableArray();
            return new ParameterCombination((1.0 / left) - 1.0, Math.Sqrt(left), components, InWords(components, parameters));
        })];
    }

    /// <summary>The components that make up most of the vector, at most four, the largest positive.</summary>
    private static string InWords(ImmutableArray<double> components, ImmutableArray<IdentifiedParameter> parameters)
    {
        int[] largest = [.. Enumerable.Range(0, components.Length).OrderByDescending(k => Math.Abs(components[k])).Take(4)];
        var sign = components[largest[0]] < 0.0 ? -1.0 : 1.0;
        var words = new List<string>();
        foreach (var k in largest)
        {
            var c = sign * components[k];
            if (words.Count > 0 && Math.Abs(c) < 0.2)
                break;
            words.Add(FormattableString.Invariant($"{(words.Count == 0 ? "" : c < 0.0 ? "− " : "+ ")}{Math.Abs(c):0.00} {parameters[k].Name}"));
        }

        return string.Join(' ', words);
    }

    private static ImmutableArray<ParameterTradeOff> Correlated(double[] covariance, ImmutableArray<IdentifiedParameter> parameters)
    {
        var n = parameters.Length;
        var pairs = new List<ParameterTradeOff>();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var correlation = covariance[(i * n) + j] / Math.Sqrt(covariance[(i * n) + i] * covariance[(j * n) + j]);
                if (Math.Abs(correlation) >= SmallestCorrelation)
                    pairs.Add(new ParameterTradeOff(parameters[j].Name, parameters[i].Name, correlation));
            }
        }

        return [.. pairs.OrderByDescending(pair => Math.Abs(pair.Correlation))];
    }

    private static double[] Block(ReadOnlySpan<double> matrix, int n, int[] places)
    {
        var block = new double[places.Length * places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = 0; j < places.Length; j++)
                block[(i * places.Length) + j] = matrix[(places[i] * n) + places[j]];
        }

        return block;
    }

    private static double[] Inverse(double[] matrix, int n, ILinearAlgebra algebra)
    {
        var inverse = new double[n * n];
        for (var k = 0; k < n; k++)
            inverse[(k * n) + k] = 1.0;
        return algebra.Solve(n, n, matrix, inverse)
            ? inverse
            : throw new ArgumentException("A posterior with information or a prior in every direction was expected, but its precision is singular.", nameof(matrix));
    }

    /// <param name="Place">Among the exposed weights.</param>
    /// <param name="Name">What reports call it.</param>
    /// <param name="Unit">Of the values.</param>
    /// <param name="Published">The published value.</param>
    /// <param name="Learned">The learned value.</param>
    /// <param name="Drift">In prior widths.</param>
    /// <param name="Bound">The largest drift.</param>
    /// <param name="Slope">Of the drift by the weight.</param>
    private readonly record struct DescribedWeight(int Place, string Name, string Unit, double Published, double Learned, double Drift, double Bound, double Slope);
}
