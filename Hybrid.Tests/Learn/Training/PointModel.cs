using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Training;

namespace Hybrid.Tests.Learn.Training;

/// <summary>
/// E = p Σ x + o + v·tanh(W x + b) of the position x of a single atom; the elements F, Cl, Br and I go wrong, each in its own way.
/// </summary>
internal sealed class PointModel : ITrainable
{
    public PointModel(int width = 4)
    {
        Layout.Declare("physics", Initialisation.Zero, WeightRole.Physics, 1);
        Layout.Declare("hidden.weight", Initialisation.ForInputs(3), WeightRole.Network, width, 3);
        Layout.Declare("hidden.bias", Initialisation.Zero, WeightRole.Bias, width);
        Layout.Declare("out.weight", Initialisation.ForInputs(width), WeightRole.Network, width);
        Layout.Declare("offset", Initialisation.Zero, WeightRole.Offset, 1);
    }

    public WeightLayout Layout { get; } = new();

    public string Description => FormattableString.Invariant($"{{\"noise\": {Noise}}}");

    /// <summary>The size of the random displacement of a training step.</summary>
    public double Noise { get; init; }

    /// <summary>Called for every prediction.</summary>
    public Action? Recorded { get; init; }

    /// <summary>Which structures fail, beside the elements that do.</summary>
    public Predicate<Structure>? Failing { get; init; }

    /// <summary>What is wrong with the gradient of every prediction.</summary>
    public string? GradientFailure { get; init; }

    public TapePrediction Record(Tape tape, WeightBinding weights, Structure structure, CounterRandom? random = null)
    {
        Recorded?.Invoke();
        if (Failing?.Invoke(structure) == true)
            throw new PredictionException("The calculation did not converge.");
        switch (structure.AtomicNumbers[0])
        {
            case 9:
                throw new PredictionException("The calculation did not converge.");
            case 17:
                throw new ArgumentException("An element of the model was expected, but Cl came.");
            case 35:
                throw new NotSupportedException("PointModel predicts nothing of Br.");
        }

        var x = structure.Positions.ToArray();
        for (ulong k = 0; k < 3; k++)
            x[k] += random is { } numbers ? Noise * numbers.Normal(k) : 0.0;
        var position = tape.Constant(x, 1, 3);
        var sum = tape.Constant([x[0] + x[1] + x[2]], 1);
        var hidden = position.Linear(weights["hidden.weight"], weights["hidden.bias"]).Tanh();
        var energy = weights["physics"].Multiply(sum).Add(weights["offset"])
            .Add(hidden.Reshape(hidden.Length).Dot(weights["out.weight"]).Reshape(1));
        // √ of zero has a value and no finite derivative.
        if (structure.AtomicNumbers[0] == 53)
            energy = energy.Add(weights["offset"].Subtract(weights["offset"]).Sqrt());
        return new Point(tape, energy, GradientFailure);
    }

    /// <summary>Points whose energy is a smooth function of their place.</summary>
    public static Sample[] Samples(int count, ulong seed = 7)
    {
        var samples = new Sample[count];
        for (var k = 0; k < count; k++)
        {
            var random = new CounterRandom(seed, 0, (ulong)k);
            double[] x = [random.Normal(0), random.Normal(1), random.Normal(2)];
            samples[k] = new Sample
            {
                Name = $"point {k}",
                Structure = new Structure([1], x),
                Energy = (0.5 * (x[0] + x[1] + x[2])) + Math.Sin(x[0]) - 0.3,
                Weight = k % 3 == 0 ? 2.0 : 1.0,
            };
        }

        return samples;
    }

    /// <summary>The sample as that of another element.</summary>
    public static Sample OfElement(Sample sample, int atomicNumber) =>
        sample with { Structure = new Structure([atomicNumber], sample.Structure.Positions) };

    private sealed class Point(Tape tape, Variable energy, string? gradientFailure) : TapePrediction
    {
        public override string? GradientFailure => gradientFailure;

        public override Tape Tape => tape;

        public override Variable Energy => energy;
    }
}
