using System.Diagnostics;
using Hybrid.Core.Structures;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>How well the entries of explanations add up over many molecules.</summary>
internal sealed class LedgerAccuracy
{
    private readonly LearnedModel learned;
    private readonly HybridModel hybrid;
    private readonly Model ground = Model.Load("gfn2-xtb");
    private readonly int states;
    private readonly CancellationToken cancellation;
    private readonly List<(int Molecule, Explanation Explanation)> explanations = [];
    private double groundSeconds;
    private double excitationSeconds;
    private double predictionSeconds;
    private double worstPrediction;
    private int molecules;

    public LedgerAccuracy(string model, int states, CancellationToken cancellation)
    {
        learned = LearnedModelLocation.Find(model) ?? throw new ArgumentException($"A trained model was expected, but there is none called {model}.", nameof(model));
        hybrid = learned.Model as HybridModel ?? throw new ArgumentException($"A model with a Hamiltonian was expected, but {model} is learning alone.", nameof(model));
        this.states = states;
        this.cancellation = cancellation;
    }

    public int Failures { get; private set; }

    public void Add(Structure structure)
    {
        molecules++;
        try
        {
            var clock = Stopwatch.StartNew();
            AddAll(GroundStateExplanation.Of(ground, structure, cancellation: cancellation));
            groundSeconds += clock.Elapsed.TotalSeconds;
            AddAll(FilledOrbitalsExplanation.Of(hybrid, learned.Weights, structure, cancellation));
            foreach (var multiplicity in (Multiplicity[])[Multiplicity.Singlet, Multiplicity.Triplet])
            {
                clock.Restart();
                var predicted = learned.Excitations.Predict(structure, new ExcitationOptions { States = states, Multiplicities = [multiplicity], WithAnalysis = false, WithVelocity = false }, cancellation: cancellation);
                predictionSeconds += clock.Elapsed.TotalSeconds;
                for (var state = 0; state < states; state++)
                {
                    clock.Restart();
                    var explained = ExcitationExplanation.WithMoments(hybrid, learned.Weights, structure, multiplicity, state, cancellation);
                    excitationSeconds += clock.Elapsed.TotalSeconds;
                    worstPrediction = Math.Max(worstPrediction, Math.Abs(explained[0].Value - predicted.States[state].Energy));
                    AddAll(explained);
                }
            }
        }
        catch (Exception error) when (error is PredictionException or ArgumentException)
        {
            Failures++;
            Console.Error.WriteLine($"molecule {molecules}: {error.Message}");
        }
    }

    public void Write(TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{molecules} molecules, {Failures} failures, {explanations.Count} numbers explained."));
        output.WriteLine(FormattableString.Invariant($"entries and quadrature error against the number: at worst {explanations.Max(one => Math.Abs(one.Explanation.SumError)):0.0e+0}"));
        output.WriteLine(FormattableString.Invariant($"explained excitations against predicted ones: at worst {worstPrediction:0.0e+0} Eh"));
        // Energies alone are integrated; charges and dipoles are differences.
        var ofPath = explanations.Where(one => one.Explanation is { PathPoints: > 0, Unit: "Eh" }).ToArray();
        var errors = ofPath.Select(one => (one.Molecule, one.Explanation, Relative: Math.Abs(one.Explanation.QuadratureError) / one.Explanation.LearnedMagnitude)).OrderBy(one => one.Relative).ToArray();
        output.WriteLine(FormattableString.Invariant($"quadrature error over the learned part: median {errors[errors.Length / 2].Relative:0.0e+0}, at worst {errors[^1].Relative:0.0e+0}; above 1e-4: {errors.Count(one => one.Relative > 1e-4)} of {errors.Length}"));
        output.WriteLine(FormattableString.Invariant($"followed doubtfully: {ofPath.Count(one => one.Explanation.SmallestOverlap < ExcitationExplanation.DoubtfulOverlap)}; points of the path: {ofPath.Average(one => one.Explanation.PathPoints):0.0} on average, {ofPath.Max(one => one.Explanation.PathPoints)} at most"));
        output.WriteLine(FormattableString.Invariant($"learned shares: {ofPath.Average(one => one.Explanation.MlShare):0.000} on average, {ofPath.Max(one => one.Explanation.MlShare):0.000} at most"));
        output.WriteLine(FormattableString.Invariant($"seconds: {groundSeconds / molecules:0.000} for a ground state, {excitationSeconds / ofPath.Length:0.000} for an excitation, {predictionSeconds / molecules:0.000} for predicting all of a molecule"));
        foreach (var (molecule, explanation, relative) in errors.Where(one => one.Relative > 1e-4).TakeLast(10))
            output.WriteLine(FormattableString.Invariant($"  molecule {molecule}, {explanation.Quantity}: {relative:0.0e+0}, overlap {explanation.SmallestOverlap:0.00}, {explanation.PathPoints} points, ω {explanation.Value:0.00000}, without corrections {explanation.Physics:0.00000} Eh"));
    }

    private void AddAll(IEnumerable<Explanation> some) => explanations.AddRange(some.Select(one => (molecules, one)));
}
