using FluentAssertions;
using FluentAssertions.Execution;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>The published mode against std2 2.0 on the Hamiltonian of xtb4stda 1.0 (References/stda-xtb/README.md).</summary>
public sealed class StdaReferenceTests
{
    /// <summary>The program works in single precision and prints three decimals, eV.</summary>
    private const double EnergyTolerance = 0.002;

    /// <summary>Of a strength; four decimals are printed.</summary>
    private const double RelativeStrengthTolerance = 0.01;

    private const double StrengthFloor = 2e-4;

    /// <summary>States that std2's rotation of degenerate orbitals splits are compared by their mean, eV.</summary>
    private const double Multiplet = 0.06;

    public static TheoryData<string> Molecules => [.. StdaReference.All.Where(c => c.Value.Singlets.Length > 0).Select(c => c.Key)];

    [Theory]
    [MemberData(nameof(Molecules))]
    public void The_published_mode_gives_the_published_states(string name)
    {
        var reference = StdaReference.All[name];
        using var scope = new AssertionScope(name);
        foreach (var multiplicity in new[] { Multiplicity.Singlet, Multiplicity.Triplet })
        {
            var expected = multiplicity == Multiplicity.Singlet
                ? reference.Singlets.ToArray()
                : [.. reference.Triplets.Select(energy => (Energy: energy, Strength: 0.0))];
            var states = Stda.Predict(reference.Structure, new ExcitationOptions
            {
                Kernel = KernelKind.Published,
                Multiplicities = [multiplicity],
                Window = reference.WindowElectronvolt / Constants.ElectronvoltPerHartree,
                States = expected.Length + 8,
                WithAnalysis = false,
                WithVelocity = false,
            }).States;
            states.Length.Should().BeGreaterThanOrEqualTo(expected.Length);
            for (int first = 0, next; first < expected.Length; first = next)
            {
                next = first + 1;
                while (next < expected.Length && expected[next].Energy - expected[next - 1].Energy < Multiplet)
                    next++;
                var isWhole = next < expected.Length || states.Length == expected.Length;
                if (!isWhole && next - first > 1)
                    break;
                var group = states.Skip(first).Take(next - first).ToArray();
                group.Average(state => state.Energy * Constants.ElectronvoltPerHartree).Should()
                    .BeApproximately(expected[first..next].Average(state => state.Energy), EnergyTolerance, "{0} {1} to {2}", multiplicity, first + 1, next);
                var strength = expected[first..next].Sum(state => state.Strength);
                group.Sum(state => state.OscillatorStrength).Should()
                    .BeApproximately(strength, (StrengthFloor * group.Length) + (RelativeStrengthTolerance * strength), "{0} {1} to {2}", multiplicity, first + 1, next);
            }
        }
    }
}
