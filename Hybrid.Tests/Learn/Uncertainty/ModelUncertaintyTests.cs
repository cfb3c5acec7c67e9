using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.IO;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Learn.Uncertainty;

public sealed class ModelUncertaintyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LearnedModel model;
    private readonly ModelUncertainty uncertainty;

    public ModelUncertaintyTests()
    {
        model = ModelFolder.Write(folder.Path, SmallModel.Model, new LevelOffsets(TinyModel.Level, [SmallModel.OtherLevel], [Multiplicity.Singlet, Multiplicity.Triplet]), SmallModel.Weights, new ModelOrigin { Name = "small" });
        var fisher = new FisherInformation(ExposedWeights.Of(SmallModel.Model.Layout).Count);
        new FisherAccumulation(SmallModel.Model, SmallModel.Weights, TinyModel.Level, 1).Add(SmallModel.Samples, fisher);
        var domain = AtomDomainFit.Of(SmallModel.Structures, 1);
        uncertainty = new ModelUncertainty(model, fisher, [new TargetCalibration(TargetKind.SingletEnergy, 1, 0.02, 0.01, 1.1, 2.5, 100)], "four molecules", domain, Enumerable.Range(0, fisher.Count).Select(k => k == 1 ? 0.04 : 0.0).ToArray());
    }

    private string Place => Path.Combine(folder.Path, UncertaintyFile.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_gives_back_what_was_written()
    {
        UncertaintyFile.Beside(model).Should().BeNull();
        UncertaintyFile.Write(Place, uncertainty);
        var read = UncertaintyFile.Beside(ModelFolder.Read(folder.Path))!;
        read.Data.Should().Be("four molecules");
        foreach (var kind in TargetKinds.All)
            read.Fisher.Sum(kind).SequenceEqual(uncertainty.Fisher.Sum(kind)).Should().BeTrue();
        read.Fisher.Samples.Should().Be(4);
        read.Calibrations.Should().Equal(uncertainty.Calibrations);
        read.Calibration(TargetKind.TripletEnergy, 1).BorrowedFrom.Should().Be(TargetKind.SingletEnergy);
        // A model from a folder has the default tolerance.
        read.Of(SmallModel.Formaldehyde, Multiplicity.Singlet, 2)[0].EnergyUncertainty.Should().BeApproximately(uncertainty.Of(SmallModel.Formaldehyde, Multiplicity.Singlet, 2)[0].EnergyUncertainty, 1e-5);
        read.Scatter.ToArray().Should().Equal(uncertainty.Scatter.ToArray()).And.Contain(0.04);
        read.Domain!.Kinds.Should().HaveCountGreaterThan(0).And.OnlyContain(kinds => kinds.Names.Length > 0);
        read.Domain!.Of(SmallModel.Formaldehyde).Should().Equal(uncertainty.Domain!.Of(SmallModel.Formaldehyde));
    }

    [Fact]
    public void A_file_of_an_older_version_is_refused()
    {
        UncertaintyFile.Write(Place, uncertainty);
        var file = SafetensorsFile.Read(Place);
        SafetensorsFile.Write(
            Place, [.. file.Tensors.Select(tensor => new SafetensorsTensor(tensor.Name, tensor.Shape, file.Values(tensor.Name, tensor.Shape.ToArray()).ToArray()))],
            file.Metadata.ToDictionary(pair => pair.Key, pair => pair.Key == "version" ? "3" : pair.Value));
        FluentActions.Invoking(() => UncertaintyFile.Read(Place, model)).Should().Throw<SafetensorsFormatException>().WithMessage("*version 4 was expected, but it is 3: hybrid calibrate*");
    }

    [Fact]
    public void Outside_of_the_domain_nothing_is_called_calibrated_that_was_not_measured_there()
    {
        uncertainty.ClassOf(SmallModel.Formaldehyde).Should().Be(CalibrationClass.Inside);
        uncertainty.ClassOf(SmallModel.Formaldehyde, SmallModel.OtherLevel).Should().Be(CalibrationClass.OtherLevel);
        uncertainty.ClassOf(SmallModel.Formaldehyde, TinyModel.Level).Should().Be(CalibrationClass.Inside);
        uncertainty.ClassOf(Stretched(0.35)).Should().Be(CalibrationClass.Outside);
        var inside = uncertainty.Of(SmallModel.Formaldehyde, Multiplicity.Singlet, 1)[0];
        inside.Calibration.IsCalibrated.Should().BeTrue();
        inside.OtherLevelUncertainty.Should().BeNull("no other level was held against predictions");
        uncertainty.Of(SmallModel.Formaldehyde, Multiplicity.Triplet, 1)[0].Calibration.IsCalibrated.Should().BeFalse("triplets borrow the factors of singlets");
        var outside = uncertainty.Of(Stretched(0.35), Multiplicity.Singlet, 1)[0];
        outside.Calibration.IsCalibrated.Should().BeFalse();

        TargetCalibration other = new(TargetKind.SingletEnergy, 1, 0.02, 0.2, 1.0, 2.5, 14) { Class = CalibrationClass.OtherLevel, PooledShare = 0.6 };
        TargetCalibration far = new(TargetKind.SingletEnergy, 1, 0.02, 0.3, 1.0, 2.5, 10) { Class = CalibrationClass.Outside, PooledShare = 0.7 };
        var known = new ModelUncertainty(model, uncertainty.Fisher, [.. uncertainty.Known, other, far], "", uncertainty.Domain) { OtherLevel = SmallModel.OtherLevel, OutsideData = "far away" };
        known.Of(SmallModel.Formaldehyde, Multiplicity.Singlet, 1)[0].OtherLevelUncertainty.Should().BeGreaterThanOrEqualTo(0.2);
        var wider = known.Of(Stretched(0.35), Multiplicity.Singlet, 1)[0];
        wider.Calibration.IsCalibrated.Should().BeTrue();
        wider.EnergyUncertainty.Should().BeGreaterThanOrEqualTo(0.3);
        known.Calibration(TargetKind.SingletEnergy, 2, CalibrationClass.Outside).IsCalibrated.Should().BeFalse("labels outside are of lowest states");
        UncertaintyFile.Write(Place, known);
        var read = UncertaintyFile.Read(Place, model);
        read.Calibrations.Should().Equal(known.Calibrations);
        read.OtherLevel.Should().Be(SmallModel.OtherLevel);
        read.OutsideData.Should().Be("far away");
        read.Domain!.LargestMolecule.Should().Be(2);

        var gated = known.Gated();
        gated.Model.Digest.Should().NotBe(model.Digest);
        gated.Calibration(TargetKind.SingletEnergy, 1, CalibrationClass.Outside).IsCalibrated.Should().BeFalse("outside of the domain a gated model is another one");
    }

    [Fact]
    public void A_file_that_is_cut_or_of_other_weights_is_refused()
    {
        UncertaintyFile.Write(Place, uncertainty);
        var whole = File.ReadAllBytes(Place);
        File.WriteAllBytes(Place, whole[..^100]);
        FluentActions.Invoking(() => UncertaintyFile.Read(Place, model)).Should().Throw<SafetensorsFormatException>().WithMessage("*truncated*");
        File.WriteAllBytes(Place, whole);
        double[] moved = [.. SmallModel.Weights.Select(weight => weight + 0.1)];
        var other = ModelFolder.Write(Path.Combine(folder.Path, "other"), SmallModel.Model, new LevelOffsets(TinyModel.Level, [SmallModel.OtherLevel], [Multiplicity.Singlet, Multiplicity.Triplet]), moved, new ModelOrigin());
        FluentActions.Invoking(() => UncertaintyFile.Read(Place, other)).Should().Throw<SafetensorsFormatException>().WithMessage("*trained again*hybrid calibrate*");
        FluentActions.Invoking(() => UncertaintyFile.ReadUnfinished(Place, model, "other data")).Should().Throw<SafetensorsFormatException>().WithMessage("*the data that the calibration was begun with*");
    }

    [Fact]
    public void An_interrupted_calibration_goes_on_to_the_same_file()
    {
        var samples = Enumerable.Repeat(SmallModel.Samples, 26).SelectMany(sample => sample).ToArray();
        var straight = Path.Combine(folder.Path, "straight");
        new UncertaintyCalibration(model, straight, 1).Run(samples, samples, "data");
        using var stop = new CancellationTokenSource();
        var calibration = new UncertaintyCalibration(model, Place, 1);
        // What a run keeps after its first block, and is killed.
        var fisher = new FisherInformation(uncertainty.Exposed.Count);
        var residuals = new EnergyResiduals(fisher.Count);
        FluentActions.Invoking(() => new FisherAccumulation(model.Model, model.Weights, TinyModel.Level, 1).Add(samples, fisher, residuals, stop.Cancel, cancellation: stop.Token)).Should().Throw<OperationCanceledException>();
        UncertaintyFile.WriteUnfinished(calibration.PartialPath, new ModelUncertainty(model, fisher, [], "data"), residuals, Hybrid.Learn.Training.SampleIdentity.Of(samples).ToString());
        var (result, valid) = calibration.Run(samples, samples, "data");
        File.ReadAllBytes(Place).Should().Equal(File.ReadAllBytes(straight));
        File.Exists(calibration.PartialPath).Should().BeFalse();
        valid.Should().OnlyContain(state => state.EnergyVariance > 0.0);
        result.Calibration(TargetKind.SingletEnergy, 1).Labels.Should().Be(78, "one molecule of four is of another level");
        result.Calibration(TargetKind.SingletEnergy, 2).Labels.Should().Be(52, "and one label is flagged");
    }

    [Fact]
    public void The_domain_may_be_made_of_more_than_what_is_summed_over()
    {
        var (result, _) = new UncertaintyCalibration(model, Path.Combine(folder.Path, "wider"), 1) { Domain = [.. SmallModel.Structures, SmallModel.Formaldehyde] }.Run([SmallModel.Samples[0]], [], "data");
        result.Fisher.Samples.Should().Be(1);
        result.Domain!.Of(SmallModel.Formaldehyde)
            .Should().Equal(AtomDomainFit.Of([.. SmallModel.Structures, SmallModel.Formaldehyde], 1)!.Of(SmallModel.Formaldehyde));
    }

    [Fact]
    public void Labels_that_the_training_met_count_as_if_it_had_not()
    {
        // Sixteen molecules of another level, met five times each; no validation data.
        var samples = Enumerable.Repeat(SmallModel.Samples, 4).SelectMany(sample => sample).Select(sample => sample with { Level = SmallModel.OtherLevel }).ToArray();
        var (met, unknown) = (Found(5), Found(0));
        met.IsCalibrated.Should().BeTrue();
        met.Labels.Should().Be(16);
        var variance = uncertainty.Posterior.Variance(uncertainty.Gradients.Of(SmallModel.Formaldehyde, Multiplicity.Singlet, 1)[0].ByEnergy);
        met.HalfWidth95(variance).Should().BeGreaterThan(unknown.HalfWidth95(variance));
        // A sibling that never met them speaks for itself; one that did has nothing to say.
        Found(5, new SiblingModel(model, new TrainedSamples([]))).Should().Be(unknown);
        Found(5, new SiblingModel(model, new TrainedSamples(Met(1)))).Should().Be(met);

        IEnumerable<TrainedSample> Met(int times) => SmallModel.Samples.Select(sample => new TrainedSample(sample with { Level = SmallModel.OtherLevel }, times));

        TargetCalibration Found(int times, params SiblingModel[] siblings)
        {
            var outside = new OutsideData(samples, "the same again", SmallModel.OtherLevel, areValenceStates: false, times > 0 ? Met(times) : []) { Siblings = siblings };
            return new UncertaintyCalibration(model, Place, 1).Run(samples, [], "data", outside).Uncertainty.Calibration(TargetKind.SingletEnergy, 1, CalibrationClass.OtherLevel);
        }
    }

    [Fact]
    public void Members_to_first_order_and_exactly_agree_for_small_spreads()
    {
        var checks = Of(quantile: 0.02).Check(SmallModel.Formaldehyde, Multiplicity.Singlet, 2);
        checks.Should().HaveCountGreaterThanOrEqualTo(2).And.OnlyContain(check => check.Agrees && check.FirstOrder > 1e-5);
        var twice = Of(quantile: 0.04).Check(SmallModel.Formaldehyde, Multiplicity.Singlet, 2);
        twice[0].FirstOrder.Should().BeApproximately(2.0 * checks[0].FirstOrder, 1e-9);
        // What is left out is of second order.
        (twice[0].Difference / checks[0].Difference).Should().BeInRange(3.0, 5.5);

        ShallowEnsemble Of(double quantile) => new(
            new ModelUncertainty(model, uncertainty.Fisher, [uncertainty.Calibration(TargetKind.SingletEnergy, 1) with { Scale = 1.0, Quantile68 = quantile }], ""), members: 6, seed: 4);
    }

    [Fact]
    public void Members_of_a_model_with_scattered_labels_stay_within_the_prior()
    {
        var wide = new ModelUncertainty(model, uncertainty.Fisher, [uncertainty.Calibration(TargetKind.SingletEnergy, 1) with { Scale = 1e3, Quantile68 = 1.0 }], "");
        var ensemble = new ShallowEnsemble(wide, members: 200);
        var widths = uncertainty.Posterior.PriorWidths.ToArray();
        var learned = uncertainty.Exposed.Of(model.Weights.Span);
        for (var k = 0; k < widths.Length; k++)
            Math.Sqrt(Enumerable.Range(0, ensemble.Count).Average(m => Math.Pow(uncertainty.Exposed.Of(ensemble.Weights(m))[k] - learned[k], 2.0))).Should().BeLessThan(1.3 * widths[k]);
    }

    [Fact]
    public void Members_scatter_as_the_error_bar_says()
    {
        var states = uncertainty.Gradients.Of(SmallModel.Formaldehyde, Multiplicity.Singlet, 1);
        var members = new ShallowEnsemble(uncertainty, members: 4000).FirstOrder(states);
        var spread = Math.Sqrt(members.Average(member => Math.Pow(member.Energies[0] - states[0].Energy, 2.0)));
        // Four standard errors of a standard deviation from 4,000 draws.
        spread.Should().BeApproximately(uncertainty.Of(states[0], CalibrationClass.Inside).EnergyUncertainty, 4.0 / Math.Sqrt(8000.0) * spread);
    }

    [Fact]
    public void Energies_know_how_weights_scatter_and_strengths_do_not()
    {
        double[] g = [.. Enumerable.Range(0, uncertainty.Exposed.Count).Select(k => Math.Cos(k))];
        uncertainty.Variance(TargetKind.TripletEnergy, g).Should().BeApproximately(uncertainty.Posterior.Variance(g) + (0.04 * g[1] * g[1]), 1e-12);
        uncertainty.Variance(TargetKind.Strength, g).Should().Be(uncertainty.Posterior.Variance(g));
        FluentActions.Invoking(() => new ModelUncertainty(model, uncertainty.Fisher, [], "", null, new double[3])).Should().Throw<ArgumentException>().WithMessage("*it is of 3*");
    }

    [Fact]
    public void Correlations_are_those_of_the_members()
    {
        var states = uncertainty.Gradients.Of(SmallModel.Formaldehyde, Multiplicity.Singlet, 2);
        var ensemble = new ShallowEnsemble(uncertainty, members: 4000);
        var correlations = uncertainty.EnergyCorrelations(states, CalibrationClass.Inside);
        (correlations[0], correlations[states.Count + 1], correlations[1]).Should().Be((1.0, 1.0, correlations[states.Count]));
        var moved = ensemble.FirstOrder(states).Select(member => (First: member.Energies[0] - states[0].Energy, Second: member.Energies[1] - states[1].Energy)).ToArray();
        var drawn = moved.Average(one => one.First * one.Second) / Math.Sqrt(moved.Average(one => one.First * one.First) * moved.Average(one => one.Second * one.Second));
        drawn.Should().BeApproximately(correlations[1], 4.0 / Math.Sqrt(4000.0));
        correlations[1].Should().NotBe(0.0);
        // States that nothing is left open about have no correlations, and no numbers that JSON can't hold.
        var fixedStates = states.Select(state => state with { ByEnergy = new double[state.ByEnergy!.Length] }).ToArray();
        new ModelUncertainty(model, uncertainty.Fisher, [], "").EnergyCorrelations(fixedStates, CalibrationClass.Inside)[1].Should().Be(0.0);
    }

    [Fact]
    public void Orbital_energies_have_derivatives_and_a_gap_that_knows_that_they_move_together()
    {
        const double Step = 1e-3, Tolerance = 1e-6;
        var frontier = uncertainty.Gradients.Of(SmallModel.Formaldehyde, 1, 1).Frontier!;
        (frontier.Lowest - frontier.Highest).Should().BeInRange(1.0, 20.0);
        foreach (var k in new[] { 0, 3, frontier.ByHighest.Length / 2 })
        {
            var (up, down) = (At(k, Step), At(k, -Step));
            frontier.ByHighest[k].Should().BeApproximately((up.Highest - down.Highest) / (2.0 * Step), Tolerance);
            frontier.ByLowest[k].Should().BeApproximately((up.Lowest - down.Lowest) / (2.0 * Step), Tolerance);
        }

        var uncertain = uncertainty.Of(frontier);
        uncertain.Gap.Should().BeInRange(Math.Abs(uncertain.Highest - uncertain.Lowest), uncertain.Highest + uncertain.Lowest);

        FrontierOrbitals At(int k, double step)
        {
            var by = new double[frontier.ByHighest.Length];
            by[k] = step;
            return new StateGradients(SmallModel.Model, uncertainty.Exposed, uncertainty.Exposed.Moved(model.Weights.Span, by)).Of(SmallModel.Formaldehyde, 1, 0).Frontier!;
        }
    }

    [Fact]
    public void Training_atoms_are_inside_the_domain_and_a_stretched_bond_leads_out_of_it()
    {
        var domain = uncertainty.Domain!;
        foreach (var structure in SmallModel.Structures)
            domain.Of(structure).Should().OnlyContain(d => d > 0.0 && d <= 1.0 + 1e-9);
        domain.Of(Stretched(0.35)).Max().Should().BeGreaterThan(1.5);
        domain.Of(Structure.FromAngstrom([8, 8, 1, 1], [0.0, 0.7, 0.0, 0.0, -0.7, 0.0, 0.8, 0.9, 0.5, -0.8, -0.9, 0.5])).Take(2).Should().OnlyContain(d => d > 2.0);
        domain.Of(Structure.FromAngstrom([14, 1], [0.0, 0.0, 0.0, 0.0, 0.0, 1.5])).Should().OnlyContain(d => double.IsPositiveInfinity(d));
    }

    [Fact]
    public void Data_fix_the_shifts_of_atoms_like_their_own_best()
    {
        var known = AtomRigidity.LeftOver(uncertainty, uncertainty.Posterior, SmallModel.Formaldehyde)!;
        known.Should().HaveCount(4).And.OnlyContain(left => left > 0.0 && left <= 1.0 + 1e-9);
        var nothing = Posterior.Of(new FisherInformation(uncertainty.Exposed.Count), uncertainty.Posterior.PriorWidths);
        AtomRigidity.LeftOver(uncertainty, nothing, SmallModel.Formaldehyde).Should().OnlyContain(left => Math.Abs(left - 1.0) < 1e-9);
        known.Average().Should().BeLessThan(0.999);
        AtomRigidity.LeftOver(uncertainty, uncertainty.Posterior, Structure.FromAngstrom([8], [0.0, 0.0, 0.0])).Should().Equal(0.0);
    }

    [Fact]
    public void The_distance_to_the_domain_is_differentiable()
    {
        const double Step = 1e-4, Relative = 1e-5;
        var structure = Stretched(0.1);
        var positions = structure.Positions.ToArray();
        var tape = new Tape(new Arena(), isRecording: true, DenseLinearAlgebra.Default);
        var leaf = tape.Leaf(positions, structure.AtomCount, 3);
        tape.Backward(Sum(tape, leaf));
        for (var k = 0; k < positions.Length; k++)
        {
            var difference = (At(k, Step) - At(k, -Step)) / (2.0 * Step);
            difference.Should().NotBe(0.0);
            leaf.Adjoint[k].Should().BeApproximately(difference, Relative * (1.0 + Math.Abs(difference)));
        }

        double At(int k, double step)
        {
            var moved = (double[])positions.Clone();
            moved[k] += step;
            var plain = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
            return Sum(plain, plain.Constant(moved, structure.AtomCount, 3)).Scalar;
        }

        Variable Sum(Tape on, Variable x) => uncertainty.Domain!.Distances(x, structure.AtomicNumbers).Sum();
    }

    private static Structure Stretched(double ångström)
    {
        double[] positions = [0.02, 0.01, -0.53, -0.01, 0.03, 0.68 + ångström, 0.05, 0.93, -1.10, 0.21, -0.94, -1.13];
        return Structure.FromAngstrom([6, 8, 1, 1], positions);
    }
}
