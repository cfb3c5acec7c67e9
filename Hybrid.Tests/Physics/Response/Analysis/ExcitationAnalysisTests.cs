using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Analysis;

public sealed class ExcitationAnalysisTests
{
    /// <summary>Sums over some thousand squares that make one.</summary>
    private const double Rounding = 1e-10;

    [Fact]
    public void Populations_and_charge_transfer_numbers_sum_to_one_electron()
    {
        var excited = ExcitedCase.Of("alanine", 4);
        var n = excited.Structure.AtomCount;
        foreach (var state in excited.Solution.States.Select(excited.Analysis.Of))
        {
            state.HolePopulations.Sum().Should().BeApproximately(1.0, Rounding);
            state.ParticlePopulations.Sum().Should().BeApproximately(1.0, Rounding);
            state.DifferenceCharges.Sum().Should().BeApproximately(0.0, Rounding);
            for (var A = 0; A < n; A++)
            {
                Enumerable.Range(0, n).Sum(B => state.ChargeTransferNumbers[(A * n) + B]).Should().BeApproximately(state.HolePopulations[A], Rounding);
                Enumerable.Range(0, n).Sum(B => state.ChargeTransferNumbers[(B * n) + A]).Should().BeApproximately(state.ParticlePopulations[A], Rounding);
            }

            state.Overlap.Should().BeInRange(0.0, 1.0);
            state.TransferredCharge.Should().BeInRange(0.0, 1.0);
            state.FragmentChargeTransferNumbers.Should().ContainSingle("alanine is one fragment").Which.Should().BeApproximately(1.0, Rounding);
            state.FragmentChargeTransfer.Should().Be(0.0);
        }
    }

    [Fact]
    public void Natural_transition_orbitals_are_orthonormal_and_make_the_transition_density()
    {
        var excited = ExcitedCase.Of("naphthalene", 4);
        var orbitals = excited.Reference.Orbitals;
        var (n, S) = (orbitals.Count, excited.Overlap());
        foreach (var amplitudes in excited.Solution.States)
        {
            var natural = excited.Analysis.Of(amplitudes).NaturalOrbitals;
            natural.Weights.Should().BeInDescendingOrder();
            natural.Weights.Sum().Should().BeInRange(0.9, 1.0 + Rounding);
            natural.ParticipationRatio.Should().BeInRange(1.0, 3.0);
            for (var k = 0; k < natural.Count; k++)
            {
                for (var l = 0; l < natural.Count; l++)
                {
                    Product(natural.Holes, k, natural.Holes, l, S, n).Should().BeApproximately(k == l ? 1.0 : 0.0, 1e-8);
                    Product(natural.Particles, k, natural.Particles, l, S, n).Should().BeApproximately(k == l ? 1.0 : 0.0, 1e-8);
                    Product(natural.Holes, k, natural.Particles, l, S, n).Should().BeApproximately(0.0, 1e-8);
                }

                natural.Holes.Slice(k * n, n).ToArray().MaxBy(Math.Abs).Should().BePositive();

                // σ_k = Σ_ia u_i X_ia v_a with u and v in the basis of the orbitals.
                var σ = 0.0;
                var u = InOrbitals(natural.Holes.Span.Slice(k * n, n), orbitals.Occupied, S, n);
                var v = InOrbitals(natural.Particles.Span.Slice(k * n, n), orbitals.Virtual, S, n);
                for (var i = 0; i < u.Length; i++)
                {
                    for (var a = 0; a < v.Length; a++)
                        σ += u[i] * amplitudes.Excitations[(i * v.Length) + a] * v[a];
                }

                (σ * σ).Should().BeApproximately(natural.Weights[k], 1e-8);
                σ.Should().BePositive();
            }
        }
    }

    [Fact]
    public void A_single_configuration_is_its_own_natural_pair()
    {
        var excited = ExcitedCase.Of("formaldehyde", 1);
        var orbitals = excited.Reference.Orbitals;
        var n = orbitals.Count;
        var state = excited.Analysis.Of(excited.Single(2, 1));
        state.NaturalOrbitals.Weights.Should().ContainSingle().Which.Should().BeApproximately(1.0, Rounding);
        state.NaturalOrbitals.ParticipationRatio.Should().BeApproximately(1.0, Rounding);
        var hole = state.NaturalOrbitals.Holes.ToArray();
        var expected = orbitals.Occupied.Slice(2 * n, n).ToArray();
        var sign = Math.Sign(hole.Zip(expected, static (x, y) => x * y).Sum());
        hole.Should().Equal(expected.Select(c => sign * c), static (x, y) => Math.Abs(x - y) < Rounding);

        // The centroid of a hole in one orbital is that orbital's ⟨r⟩.
        for (var k = 0; k < 3; k++)
        {
            var mean = Product(expected, 0, expected, 0, excited.Operators.Position.Slice(k * n * n, n * n).ToArray(), n);
            state.HoleCentroid[k].Should().BeApproximately(mean, Rounding);
            state.DifferenceDipole[k].Should().Be(state.HoleCentroid[k] - state.ParticleCentroid[k]);
        }

        var r2 = Product(expected, 0, expected, 0, excited.Operators.SquaredDistance.ToArray(), n);
        state.HoleSize.Should().BeApproximately(Math.Sqrt(r2 - state.HoleCentroid.Sum(static x => x * x)), Rounding);
    }

    [Theory]
    [InlineData("formaldehyde", 0, "n→π*")]
    [InlineData("acetone", 0, "n→π*")]
    [InlineData("formamide", 0, "n→π*")]
    [InlineData("thioformaldehyde", 0, "n→π*")]
    [InlineData("c2h2", 0, "π→π*")]
    [InlineData("naphthalene", 0, "π→π*")]
    [InlineData("azulene", 0, "π→π*")]
    [InlineData("methanol", 0, "n→σ*")]
    [InlineData("dimethyl_selenide", 0, "n→σ*")]
    [InlineData("methylamine", 0, "n→σ*")]
    [InlineData("ethane", 0, "σ→σ*")]
    [InlineData("pyridine", 0, "n→π*")]
    [InlineData("pyridine", 2, "π→π*")]
    [InlineData("nitrobenzene", 0, "n→π*")]
    [InlineData("ketene", 0, "π→π*")]
    [InlineData("n2", 2, "π→π*")]
    [InlineData("ozone", 0, "n→π*")]
    [InlineData("ferrocene", 0, "d→d")]
    public void A_state_is_what_chemists_call_it(string name, int index, string expected)
    {
        var excited = ExcitedCase.Of(name, index + 1);
        excited.Analysis.Of(excited.Solution.States[index]).Character.ToString().Should().Be(expected);
    }

    [Fact]
    public void Two_molecules_are_two_fragments_and_what_moves_between_them_is_charge_transfer()
    {
        var (donor, acceptor) = (Solver.Structure("methylamine"), Solver.Structure("formaldehyde"));
        var R = donor.Positions.ToArray().Concat(acceptor.Positions.ToArray().Select(static (x, k) => k % 3 == 0 ? x + 20.0 : x)).ToArray();
        var excited = ExcitedCase.Of(new Structure([.. donor.AtomicNumbers, .. acceptor.AtomicNumbers], R), 4);
        var analysis = excited.Analysis;
        analysis.Fragments.ToArray().Should().Equal([.. Enumerable.Repeat(0, donor.AtomCount), .. Enumerable.Repeat(1, acceptor.AtomCount)]);
        var states = excited.Solution.States.Select(analysis.Of).ToArray();
        states.Should().OnlyContain(state => state.FragmentChargeTransfer < 0.01 || state.FragmentChargeTransfer > 0.99);

        var transfer = states.First(state => state.FragmentChargeTransfer > 0.99);
        transfer.Character.IsChargeTransfer.Should().BeTrue();
        transfer.Character.ToString().Should().EndWith("→π* (charge transfer)");
        transfer.FragmentChargeTransferNumbers[1].Should().BeGreaterThan(0.99, "the hole is on the amine");
        transfer.HoleParticleDistance.Should().BeApproximately(20.0, 4.0);
        transfer.DifferenceDipole[0].Should().BeNegative("the electron moves to larger x");
        transfer.Overlap.Should().BeLessThan(0.01);
        transfer.IsSpuriousChargeTransferLikely(0.0).Should().BeTrue();
        transfer.IsSpuriousChargeTransferLikely(1.0).Should().BeFalse();

        var local = states.First(state => state.FragmentChargeTransfer < 0.01);
        local.Character.IsChargeTransfer.Should().BeFalse();
        local.IsSpuriousChargeTransferLikely(0.0).Should().BeFalse();
        var outside = () => local.IsSpuriousChargeTransferLikely(1.5);
        outside.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Nothing_of_it_changes_when_the_molecule_is_turned()
    {
        var here = ExcitedCase.Of("formamide", 3);
        var (c, s) = (Math.Cos(0.4), Math.Sin(0.4));
        var R = here.Structure.Positions.ToArray();
        for (var A = 0; A < here.Structure.AtomCount; A++)
        {
            var (x, y, z) = (R[3 * A], R[(3 * A) + 1], R[(3 * A) + 2]);
            (R[3 * A], R[(3 * A) + 1], R[(3 * A) + 2]) = ((c * x) - (s * z) + 3.0, y, (s * x) + (c * z));
        }

        var there = ExcitedCase.Of(here.Structure.At(R), 3);
        foreach (var (one, other) in here.Solution.States.Select(here.Analysis.Of).Zip(there.Solution.States.Select(there.Analysis.Of)))
        {
            const double tolerance = 1e-6;
            other.Character.Should().Be(one.Character);
            other.PiPopulation.Hole.Should().BeApproximately(one.PiPopulation.Hole, tolerance);
            other.HolePopulations.Should().Equal(one.HolePopulations, (x, y) => Math.Abs(x - y) < tolerance);
            other.HoleParticleDistance.Should().BeApproximately(one.HoleParticleDistance, tolerance);
            other.ParticleSize.Should().BeApproximately(one.ParticleSize!.Value, tolerance);
            other.Overlap.Should().BeApproximately(one.Overlap, tolerance);
        }
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        var excited = ExcitedCase.Of("formaldehyde", 1);
        var fragments = () => new ExcitationAnalysis(excited.Reference, excited.Structure, excited.Operators, [0, 1]);
        fragments.Should().Throw<ArgumentException>().WithMessage("One fragment for each of 4 atoms*");
        var zero = () => excited.Analysis.Of(new TransitionAmplitudes(Multiplicity.Singlet, 0.2, new double[excited.Reference.Orbitals.ConfigurationCount]));
        zero.Should().Throw<ArgumentException>().WithMessage("*all are zero*");
    }

    private static double Product(ReadOnlyMemory<double> a, int k, ReadOnlyMemory<double> b, int l, double[] S, int n)
    {
        var sum = 0.0;
        for (var μ = 0; μ < n; μ++)
        {
            for (var ν = 0; ν < n; ν++)
                sum += a.Span[(k * n) + μ] * S[(μ * n) + ν] * b.Span[(l * n) + ν];
        }

        return sum;
    }

    private static double[] InOrbitals(ReadOnlySpan<double> vector, ReadOnlySpan<double> orbitals, double[] S, int n)
    {
        var projections = new double[orbitals.Length / n];
        for (var p = 0; p < projections.Length; p++)
            projections[p] = Product(orbitals.Slice(p * n, n).ToArray(), 0, vector.ToArray(), 0, S, n);
        return projections;
    }
}
