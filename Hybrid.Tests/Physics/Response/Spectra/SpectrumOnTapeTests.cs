using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.IO;
using Hybrid.Physics.Response.Spectra;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Spectra;

public sealed class SpectrumOnTapeTests
{
    /// <summary>Of the largest derivative: five-point differences with a step of a fortieth of the line's width.</summary>
    private const double Relative = 1e-6;

    private const double Step = 1e-4;

    private static readonly SpectralAxis Axis = SpectralAxis.Of(SpectralUnit.Electronvolt, 3.0, 9.0, 31);

    public static TheoryData<LineShape, double[]> Cases => new()
    {
        { LineShape.Gaussian, [0.17, 0.21, 0.26] },
        { LineShape.Gaussian, [0.17, 0.21, 0.21] }, // exactly degenerate
        { LineShape.Gaussian, [0.21, 0.21 + 1e-9, 0.21 + 1e-6] },
        { LineShape.Gaussian, [0.17, 0.21, 0.21 + 1e-4] }, // where the quadrature takes over
        { LineShape.Lorentzian, [0.17, 0.21, 0.21] },
        { LineShape.Lorentzian, [0.17, 0.21, 0.26] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Its_derivatives_are_exact_whether_states_are_degenerate_or_not(LineShape shape, double[] energies)
    {
        var broadening = Broadening.FromElectronvolt(shape, 0.4);
        double[] Ω = [energies[0], 0.0, 0.0, 0.0, energies[1], 0.0, 0.0, 0.0, energies[2]];
        double[] μ = [0.4, -0.2, 0.9, 1.1, 0.3, -0.5, 0.2, 0.8, 0.6];
        var seed = Enumerable.Range(0, Axis.Count).Select(static p => 1e-5 * Math.Cos(0.9 * p)).ToArray();
        var tape = new Tape(new Arena());
        var (ΩLeaf, μLeaf) = (tape.Leaf(Ω, 3, 3), tape.Leaf(μ, 3, 3));
        tape.Backward(Spectrum.Record(tape, ΩLeaf, μLeaf, broadening, Axis), seed);

        var (byΩ, byμ) = (new double[9], new double[9]);
        for (var e = 0; e < 9; e++)
        {
            byΩ[e] = Difference(h => Contracted(Symmetric(Ω, e, h), μ, seed, broadening));
            byμ[e] = Difference(h => Contracted(Ω, Moved(μ, e, h), seed, broadening));
        }

        ShouldBeClose(ΩLeaf.Adjoint, byΩ);
        ShouldBeClose(μLeaf.Adjoint, byμ);
        for (var N = 0; N < 3; N++)
        {
            for (var M = 0; M < 3; M++)
                ΩLeaf.Adjoint[(3 * N) + M].Should().BeApproximately(ΩLeaf.Adjoint[(3 * M) + N], 1e-12 * byΩ.Max(Math.Abs));
        }
    }

    [Fact]
    public void It_is_the_spectrum_of_the_sticks_and_does_not_see_how_states_are_mixed()
    {
        var broadening = Broadening.FromElectronvolt(LineShape.Gaussian, 0.4);
        double[] ω = [0.17, 0.22];
        double[] μ = [0.4, -0.2, 0.9, 1.1, 0.3, -0.5];
        var sticks = Enumerable.Range(0, 2).Select(N => new Stick(ω[N], 2.0 / 3.0 * ω[N] * μ.AsSpan(3 * N, 3).ToArray().Sum(static x => x * x)));
        var expected = Spectrum.Of(sticks, broadening, Axis).MolarAbsorptivity.ToArray();

        var (c, s) = (Math.Cos(0.6), Math.Sin(0.6));
        double[] Ω = [(c * c * ω[0]) + (s * s * ω[1]), c * s * (ω[1] - ω[0]), c * s * (ω[1] - ω[0]), (s * s * ω[0]) + (c * c * ω[1])];
        double[] mixed = new double[6];
        for (var k = 0; k < 3; k++)
            (mixed[k], mixed[3 + k]) = ((c * μ[k]) + (s * μ[3 + k]), (-s * μ[k]) + (c * μ[3 + k]));
        foreach (var (matrix, dipoles) in new[] { (new[] { ω[0], 0.0, 0.0, ω[1] }, μ), (Ω, mixed) })
        {
            var tape = new Tape(new Arena(), isRecording: false);
            Spectrum.Record(tape, tape.Constant(matrix, 2, 2), tape.Constant(dipoles, 2, 3), broadening, Axis).Value.ToArray()
                .Should().Equal(expected, static (x, y) => Math.Abs(x - y) < 1e-9 * 1e4);
        }

        expected.Max().Should().BeGreaterThan(1e3);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new Arena());
        var wrong = () => Spectrum.Record(tape, tape.Leaf(new double[4], 2, 2), tape.Leaf(new double[9], 3, 3), Broadening.FromElectronvolt(LineShape.Gaussian, 0.4), Axis);
        wrong.Should().Throw<ArgumentException>().WithMessage("A square matrix*");
    }

    /// <summary>An element and its mirror image together move by h: the derivative of a symmetric matrix's element, half each.</summary>
    private static double[] Symmetric(double[] Ω, int element, double h)
    {
        var moved = Ω.ToArray();
        moved[element] += 0.5 * h;
        moved[((element % 3) * 3) + (element / 3)] += 0.5 * h;
        return moved;
    }

    private static double[] Moved(double[] μ, int element, double h)
    {
        var moved = μ.ToArray();
        moved[element] += h;
        return moved;
    }

    private static double Contracted(double[] Ω, double[] μ, double[] seed, Broadening broadening)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var spectrum = Spectrum.Record(tape, tape.Constant(Ω, 3, 3), tape.Constant(μ, 3, 3), broadening, Axis);
        return spectrum.Value.ToArray().Zip(seed, static (x, y) => x * y).Sum();
    }

    private static double Difference(Func<double, double> function) =>
        ((8.0 * (function(Step) - function(-Step))) - (function(2.0 * Step) - function(-2.0 * Step))) / (12.0 * Step);

    private static void ShouldBeClose(ReadOnlySpan<double> values, double[] expected)
    {
        var largest = expected.Max(Math.Abs);
        largest.Should().BePositive();
        for (var e = 0; e < expected.Length; e++)
            values[e].Should().BeApproximately(expected[e], Relative * largest);
    }
}
