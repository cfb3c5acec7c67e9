using Hybrid.Core.IO;

namespace Hybrid.Learn.Uncertainty;

/// <summary>Energies of training labels, each with its error and its derivative: what <see cref="WeightScatterFit"/> is made from. Labels of other levels of theory are left out.</summary>
/// <param name="width">The number of exposed weights.</param>
public sealed class EnergyResiduals(int width)
{
    /// <summary>The first so many labels are kept; more would change little.</summary>
    public const int Most = 8192;

    private readonly List<LabelGradient> labels = [];

    /// <summary>The number of exposed weights.</summary>
    public int Width => width;

    /// <summary>The number of labels.</summary>
    public int Count => labels.Count;

    internal IReadOnlyList<LabelGradient> Labels => labels;

    internal void Add(IEnumerable<LabelGradient> block) =>
        labels.AddRange(block.Where(label => label is { Kind: not TargetKind.Strength, IsOfOwnLevel: true }).Take(Most - labels.Count));

    /// <summary>As tensors of an unfinished run.</summary>
    internal IEnumerable<SafetensorsTensor> Tensors() =>
    [
        new SafetensorsTensor(Gradients, [Count, width], labels.SelectMany(label => label.Gradient).ToArray()),
        new SafetensorsTensor(Facts, [Count, FactCount], labels.SelectMany(label => new double[] { (int)label.Kind, label.Rank, label.Error, label.Weight }).ToArray()),
    ];

    /// <exception cref="SafetensorsFormatException">The file has none, or others.</exception>
    internal static EnergyResiduals Read(SafetensorsFile file, int width)
    {
        var count = file.Tensors.FirstOrDefault(tensor => tensor.Name == Facts)?.Shape is [var rows, ..] ? rows : 0;
        var gradients = UncertaintyFile.Finite(file, Gradients, [count, width]);
        var facts = UncertaintyFile.Finite(file, Facts, [count, FactCount]).Span;
        var residuals = new EnergyResiduals(width);
        for (var k = 0; k < count; k++)
        {
            var fact = facts.Slice(k * FactCount, FactCount);
            if (fact[0] is not ((int)TargetKind.SingletEnergy or (int)TargetKind.TripletEnergy) || !(fact[1] >= 1.0))
                throw new SafetensorsFormatException(file.Path, $"energies of states counted from one were expected in {Facts}, but there are other numbers");
            residuals.labels.Add(new LabelGradient((TargetKind)(int)fact[0], (int)fact[1], fact[2], fact[3], gradients.Slice(k * width, width).ToArray()));
        }

        return residuals;
    }

    private const string Gradients = "residual_gradients", Facts = "residuals";

    private const int FactCount = 4;
}
