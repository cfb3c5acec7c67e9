using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Optimisation;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Optimisation;

public sealed class GeometryOptimisationTests
{
    /// <summary>What is wanted; both minima are converged to a hundredth of it.</summary>
    private const double EnergyTolerance = 1e-5;

    /// <summary>a0. A gradient of 2e-4 Eh/a0 along a soft torsion (0.01 Eh/a0²) leaves 0.02 a0 of it.</summary>
    private const double DistanceTolerance = 0.02;

    /// <summary>Another machine's last digits may cost or save a step or two.</summary>
    private const int MoreSteps = 3;

    public static TheoryData<string> Cases => new(ReferenceMinimum.All.Select(minimum => minimum.ToString()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Minima_are_those_of_the_reference_program_in_as_many_steps(string label)
    {
        var minimum = ReferenceMinimum.All.Single(candidate => candidate.ToString() == label);
        var surface = new GroundStateSurface(Model.Load(minimum.Method));

        var normal = GeometryOptimisation.Run(surface, minimum.Start);
        var tight = GeometryOptimisation.Run(surface, normal.Last.Structure, OptimisationSettings.VeryTight);

        normal.Status.Should().Be(OptimisationStatus.Converged, normal.Message);
        normal.Evaluations.Should().BeLessThanOrEqualTo(minimum.Steps + MoreSteps);
        normal.Last.GradientNorm.Should().BeLessThanOrEqualTo(OptimisationSettings.Normal.GradientThreshold);
        normal.Steps.Select(step => step.Energy).Should().BeInDescendingOrder("steps uphill are rejected");
        tight.Status.Should().Be(OptimisationStatus.Converged, tight.Message);
        tight.Last.Energy.Should().BeApproximately(minimum.Energy, EnergyTolerance);
        minimum.DistanceDifference(tight.Last.Structure.Positions).Should().BeLessThan(DistanceTolerance);
    }

    [Fact]
    public void Turning_and_moving_the_molecule_changes_no_step()
    {
        var structure = ReferenceSet.Gfn2["nitromethane"].Structure;
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        var turned = structure.Positions.ToArray();
        for (var i = 0; i < turned.Length; i += 3)
            (turned[i], turned[i + 1], turned[i + 2]) = (3.0 + (c * turned[i]) - (s * turned[i + 1]), (s * turned[i]) + (c * turned[i + 1]), turned[i + 2] - 5.0);
        var surface = new GroundStateSurface(Model.Load("gfn2-xtb"));

        var one = GeometryOptimisation.Run(surface, structure);
        var other = GeometryOptimisation.Run(surface, structure.WithPositions(turned));

        other.Steps.Should().HaveCount(one.Steps.Count).And.HaveCountGreaterThan(4);
        foreach (var (a, b) in one.Steps.Zip(other.Steps))
            b.Energy.Should().BeApproximately(a.Energy, 1e-7, "the fields are converged to about 1e-9 Eh");
    }

    [Fact]
    public void The_molecule_as_a_whole_stays_where_it_is()
    {
        var start = ReferenceSet.Gfn2["uracil"].Structure;

        var end = GeometryOptimisation.Run(new GroundStateSurface(Model.Load("gfn2-xtb")), start).Last.Structure;

        for (var k = 0; k < 3; k++)
            Mean(end, k).Should().BeApproximately(Mean(start, k), 1e-8);

        static double Mean(Structure structure, int k) => Enumerable.Range(0, structure.AtomCount).Average(A => structure.Positions[(3 * A) + k]);
    }

    [Fact]
    public void A_minimum_and_an_atom_need_no_step()
    {
        var minimum = ReferenceMinimum.All.First(candidate => candidate.Name == "formaldehyde");
        var surface = new GroundStateSurface(Model.Load("gfn2-xtb"));

        GeometryOptimisation.Run(surface, minimum.Start.WithPositions(minimum.Positions)).Evaluations.Should().Be(1);
        GeometryOptimisation.Run(surface, new Structure([18], [1.0, 2.0, 3.0])).Should().Match<OptimisationResult>(result => result.IsConverged && result.Evaluations == 1);
    }

    [Fact]
    public void A_field_that_fails_shortens_the_step()
    {
        var surface = new Spring { LongestStep = 0.2 };

        var result = GeometryOptimisation.Run(surface, Spring.Dimer(3.0));

        result.Status.Should().Be(OptimisationStatus.Converged, result.Message);
        surface.Failures.Should().BePositive();
        result.Evaluations.Should().Be(result.Steps.Count + surface.Failures);
        ReferenceMinimum.Distance(result.Last.Structure.Positions, 0, 1).Should().BeApproximately(Spring.Length, 0.05);
    }

    [Fact]
    public void A_field_that_always_fails_is_an_outcome()
    {
        var broken = GeometryOptimisation.Run(new Spring { IsBroken = true }, Spring.Dimer(2.5));
        broken.Status.Should().Be(OptimisationStatus.FieldFailed);
        broken.Steps.Should().BeEmpty();
        broken.Message.Should().Be("The field failed.");

        var stuck = GeometryOptimisation.Run(new Spring { LongestStep = 0.0 }, Spring.Dimer(2.5));
        stuck.Status.Should().Be(OptimisationStatus.FieldFailed);
        stuck.Steps.Should().ContainSingle();
        stuck.Last.Energy.Should().Be(stuck.Steps[0].Energy);
    }

    [Fact]
    public void Cancelling_returns_what_was_reached()
    {
        using var source = new CancellationTokenSource();
        var surface = new GroundStateSurface(Model.Load("gfn2-xtb"));
        var told = new List<OptimisationStep>();
        var progress = new Immediate(step =>
        {
            told.Add(step);
            if (step.Number == 2)
                source.Cancel();
        });

        var result = GeometryOptimisation.Run(surface, ReferenceSet.Gfn2["formaldehyde"].Structure, progress: progress, cancellation: source.Token);

        result.Status.Should().Be(OptimisationStatus.Cancelled);
        result.Steps.Should().HaveCount(3).And.Equal(told);
        result.Last.Energy.Should().Be(told[2].Energy);
        GeometryOptimisation.Run(surface, ReferenceSet.Gfn2["formaldehyde"].Structure, cancellation: source.Token).Status.Should().Be(OptimisationStatus.Cancelled);
    }

    [Fact]
    public void The_limit_of_steps_is_an_outcome()
    {
        var result = GeometryOptimisation.Run(
            new GroundStateSurface(Model.Load("gfn2-xtb")), ReferenceSet.Gfn2["formaldehyde"].Structure, OptimisationSettings.Normal with { MaxSteps = 3 });

        result.Status.Should().Be(OptimisationStatus.MaxSteps);
        result.Evaluations.Should().Be(3);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        var run = (OptimisationSettings settings) => FluentActions.Invoking(() => GeometryOptimisation.Run(new Spring(), Spring.Dimer(2.0), settings));

        run(new OptimisationSettings { EnergyThreshold = 0.0 }).Should().Throw<ArgumentException>();
        run(new OptimisationSettings { GradientThreshold = double.NaN }).Should().Throw<ArgumentException>();
        run(new OptimisationSettings { MaxSteps = 0 }).Should().Throw<ArgumentException>();
        run(new OptimisationSettings { FirstTrustRadius = 2.0 }).Should().Throw<ArgumentException>();
    }

    private sealed class Immediate(Action<OptimisationStep> tell) : IProgress<OptimisationStep>
    {
        public void Report(OptimisationStep value) => tell(value);
    }

    /// <summary>½ k (r − r0)² of two atoms; the field of a step fails when that is too long.</summary>
    private sealed class Spring : EnergySurface
    {
        public const double Length = 1.7;
        private const double Constant = 0.05;

        public double LongestStep { get; init; } = double.PositiveInfinity;

        public bool IsBroken { get; init; }

        public int Failures { get; private set; }

        public override string Name => "spring";

        public static Structure Dimer(double length) => new([1, 1], [0.0, 0.0, 0.0, 0.0, 0.0, length]);

        public override SurfacePoint At(Structure structure, SurfacePoint? previous = null, CancellationToken cancellation = default)
        {
            var r = ReferenceMinimum.Distance(structure.Positions, 0, 1);
            if (IsBroken || (previous is not null && Math.Abs(r - ReferenceMinimum.Distance(previous.Structure.Positions, 0, 1)) > LongestStep))
            {
                Failures++;
                return SurfacePoint.Undefined(structure, SurfaceStatus.FieldFailed, "The field failed.");
            }

            var slope = Constant * (r - Length);
            var gradient = new double[6];
            for (var k = 0; k < 3; k++)
            {
                gradient[3 + k] = slope * (structure.Positions[3 + k] - structure.Positions[k]) / r;
                gradient[k] = -gradient[3 + k];
            }

            return new SurfacePoint(structure, 0.5 * slope * (r - Length), gradient);
        }
    }
}
