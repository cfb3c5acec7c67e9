using FluentAssertions;
using Hybrid.Core.Solvers;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

/// <summary>What every mixer does.</summary>
public abstract class MixerContract
{
    private const double Tolerance = 1e-12;

    protected abstract IMixer Mixer();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public void It_leads_to_the_fixed_point(int n)
    {
        var g = new Contraction(n, 0.9, 1);
        var x = new double[n];
        var outcome = new FixedPoint(Mixer()) { Tolerance = Tolerance, MaxIterations = 1000 }.Solve(g.Image, x);
        outcome.Status.Should().Be(SolverStatus.Converged);
        var image = new double[n];
        g.Image(x, image);
        image.Should().Equal(x, (y, z) => Math.Abs(y - z) <= Tolerance);
    }

    [Fact]
    public void Reset_forgets_everything()
    {
        var g = new Contraction(20, 0.9, 2);
        var mixer = Mixer();
        double[] first = Iterates(mixer, g), other = Iterates(mixer, new Contraction(7, 0.5, 3)), again = Iterates(mixer, g);
        again.Should().Equal(first, "to the last bit");
        other.Should().NotEqual(first);
    }

    [Fact]
    public void A_point_that_is_not_finite_gives_a_next_point_that_is_not_finite()
    {
        var mixer = Mixer();
        mixer.Reset(3);
        double[] x = [1, 2, 3], next = new double[3];
        mixer.Next(x, [1.5, 2.5, 2], next);
        mixer.Next(next, [1.5, double.NaN, 2], x);
        x.Should().Contain(y => !double.IsFinite(y));
    }

    [Fact]
    public void A_fixed_point_stays_where_it_is()
    {
        var mixer = Mixer();
        mixer.Reset(3);
        double[] x = [1, -2, 3], next = new double[3];
        for (var repeat = 0; repeat < 4; repeat++)
        {
            mixer.Next(x, x, next);
            next.Should().Equal(x);
        }
    }

    [Fact]
    public void A_vector_of_another_length_is_the_callers_mistake()
    {
        var mixer = Mixer();
        mixer.Reset(3);
        var next = () => mixer.Next(new double[3], new double[2], new double[3]);
        next.Should().Throw<ArgumentException>().WithMessage("*3 elements*2*");
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        const int n = 30;
        var g = new Contraction(n, 0.9, 4);
        var mixer = Mixer();
        double[] x = new double[n], image = new double[n];
        void Turn()
        {
            mixer.Reset(n);
            for (var step = 0; step < 30; step++)
            {
                g.Image(x, image);
                mixer.Next(x, image, x);
            }
        }

        Allocations.Of(Turn).Should().Be(0);
    }

    private static double[] Iterates(IMixer mixer, Contraction g)
    {
        mixer.Reset(g.Length);
        double[] x = new double[g.Length], image = new double[g.Length];
        var all = new List<double>();
        for (var step = 0; step < 12; step++)
        {
            g.Image(x, image);
            mixer.Next(x, image, x);
            all.AddRange(x);
        }

        return [.. all];
    }
}
