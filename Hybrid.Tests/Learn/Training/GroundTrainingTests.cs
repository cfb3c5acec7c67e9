using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;
using Hybrid.Physics.Models;
using Hybrid.Tests.Learn.Models;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

/// <summary>GFN1-xTB with a network learns GFN2-xTB from a few molecules.</summary>
public sealed class GroundTrainingTests : IDisposable
{
    private static readonly Lazy<Sample[]> Data = new(() => [.. new[] { "nh3", "formaldehyde", "hcn", "methanol", "formamide" }.Select(Labelled)]);

    private readonly string folder = Directory.CreateTempSubdirectory("hybrid-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Neither_threads_nor_an_interruption_change_a_bit()
    {
        var model = PerturbedGround.Model("gfn1-xtb", accuracy: 1e-3);
        var initial = model.Layout.Initial(seed: 2);
        var whole = Trainer(1).Train(initial);
        whole.LastEpoch!.Train.Skipped.Should().BeEmpty();
        whole.Weights.ToArray().Should().NotEqual(initial, "it has learned something");

        var checkpoints = new CheckpointFile(Path.Combine(folder, "training.checkpoint"));
        FluentActions.Invoking(() => Trainer(2).Train(initial, checkpoints, new Listener<TrainingProgress>(progress =>
        {
            if (progress.Epoch == 2)
                throw new IOException("the plug is pulled");
        }))).Should().Throw<IOException>();
        var resumed = Trainer(2).Resume(checkpoints.Read(out _)!, checkpoints);
        resumed.Weights.ToArray().Should().Equal(whole.Weights.ToArray());
        resumed.BestLoss.Should().Be(whole.BestLoss);

        Trainer Trainer(int threads) => new(
            model, Terms(model), Data.Value[..4], Data.Value[4..], new TrainingSettings
            {
                Epochs = 2, BatchSize = 2, Slots = 2, LearningRate = 0.01, CheckpointEpochs = null, CheckpointInterval = null, CheckpointSteps = 1, Threads = threads,
            }, DenseLinearAlgebra.Managed);
    }

    [Fact]
    public void Reference_energies_take_the_zero_of_the_labels_away()
    {
        // What is left is not a sum over atoms: an error of GFN1-xTB against GFN2-xTB, not the difference of their atoms (several Eh).
        var model = PerturbedGround.Model("gfn1-xtb");
        var reference = FittedReferences.Of(model, model.Layout.Initial(seed: 1), Data.Value, threads: 2).Should().ContainSingle().Subject;
        reference.Level.Should().Be("GFN2");
        reference.PerElement.Keys.Should().Equal(1, 6, 7, 8);
        foreach (var sample in Data.Value)
        {
            var left = sample.Energy!.Value - Model.Load("gfn1-xtb").Predict(sample.Structure).Energy - reference.Sum(sample.Structure);
            Math.Abs(left).Should().BeLessThan(0.05, "{0} has that zero", sample.Name);
        }

        Math.Abs(reference.PerElement[8]).Should().BeGreaterThan(0.1);
    }

    private static LossTerm[] Terms(HybridModel model) =>
    [
        new EnergyLoss(new HuberLoss(10.0), 0.1, FittedReferences.Of(model, model.Layout.Initial(seed: 2), Data.Value, threads: 1)),
        new ForceLoss(new HuberLoss(0.2)), PropertyLoss.Charges(new HuberLoss(0.02)), PropertyLoss.Dipoles(new HuberLoss(0.2)),
    ];

    private static Sample Labelled(string name)
    {
        var structure = ReferenceSet.Gfn2[name].Structure;
        var labels = Model.Load("gfn2-xtb").Predict(structure, Properties.Forces | Properties.Charges | Properties.Dipole);
        return new Sample
        {
            Name = name, Structure = structure, Level = "GFN2", Energy = labels.Energy, Forces = [.. labels.Forces()], Charges = [.. labels.AtomCharges], Dipole = [.. labels.Dipole],
        };
    }
}
