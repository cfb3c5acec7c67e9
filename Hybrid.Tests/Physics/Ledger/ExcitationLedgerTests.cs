using System.Collections.Immutable;
using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Ledger;

public sealed class ExcitationLedgerTests
{
    /// <summary>Eh: an expectation value over a converged state is its energy to the square of the residual of 10⁻⁷.</summary>
    private const double Rounding = 1e-10;

    public static TheoryData<string, KernelKind, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, KernelKind, bool>();
            foreach (var kernel in new[] { KernelKind.Simplified, KernelKind.Own })
            {
                foreach (var name in new[] { "acetone", "adenine", "allene", "azulene", "acetonitrile", "c2h2", "acetate", "co", "alanine", "chlorobenzene", "borazine", "bicyclobutane" })
                    cases.Add(name, kernel, false);
                foreach (var name in new[] { "acetone", "allene", "co" })
                    cases.Add(name, kernel, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Entries_sum_to_singlets_and_triplets(string name, KernelKind kind, bool isFull)
    {
        var problem = Problem(kind, ReferenceSet.Gfn2[name].Structure);
        foreach (var multiplicity in new[] { Multiplicity.Singlet, Multiplicity.Triplet })
        {
            var kernel = problem.Kernel(kind, multiplicity);
            var solution = LinearResponse.Solve(problem.Reference!, kernel, new ExcitationSettings { States = 3, IsFullResponse = isFull });
            if (solution.Instability is not null)
                continue;
            solution.Outcome.IsConverged.Should().BeTrue();
            foreach (var state in solution.States)
                Math.Abs(ExcitationLedger.Of(problem.Reference!, kernel, state).Sum(entry => entry.Value) - state.Energy).Should().BeLessThan(Rounding);
        }
    }

    [Fact]
    public void Terms_are_what_they_are_called()
    {
        var problem = Problem(KernelKind.Simplified, ReferenceSet.Gfn2["acetone"].Structure);
        var singlet = Entries(problem, Multiplicity.Singlet, 0);
        var triplet = Entries(problem, Multiplicity.Triplet, 0);
        Of(singlet, ExcitationLedger.OrbitalGap).Should().BePositive();
        Of(singlet, ExcitationLedger.ResponseCoulomb).Should().BeNegative("hole and particle attract each other");
        Of(singlet, ExcitationLedger.ResponseExchange).Should().BePositive();
        Of(triplet, ExcitationLedger.Spin).Should().BeNegative("parallel spins attract each other");
        singlet.Should().NotContain(entry => entry.Term == ExcitationLedger.Spin);
        triplet.Should().NotContain(entry => entry.Term == ExcitationLedger.ResponseExchange);
        triplet.Where(entry => entry.Term == ExcitationLedger.Spin).Should().OnlyContain(entry => entry.Atoms.Length == 1);
        singlet.Single(entry => entry.Term == ExcitationLedger.Shift).Atoms.Should().BeEmpty();
    }

    [Fact]
    public void The_attraction_is_between_the_atoms_of_hole_and_particle()
    {
        // −γ^J_AB Ω_AB with the charge-transfer numbers of the analysis: every pair has the sign and the order that they say.
        var structure = ReferenceSet.Gfn2["acetone"].Structure;
        var problem = Problem(KernelKind.Simplified, structure);
        var kernel = problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet);
        var state = LinearResponse.Solve(problem.Reference!, kernel, new ExcitationSettings { States = 1 }).States[0];
        var Ω = new ExcitationAnalysis(problem.Reference!, structure, TransitionOperators.Of(problem.Reference!)).Of(state).ChargeTransferNumbers;
        var (J, _) = StdaKernel.AtomicMatrices(problem.Reference!.Tape, problem.Pairs, problem.KernelParameters);
        var n = structure.AtomCount;
        foreach (var entry in ExcitationLedger.Of(problem.Reference!, kernel, state).Where(entry => entry.Term == ExcitationLedger.ResponseCoulomb))
        {
            var pair = (entry.Atoms[0] * n) + entry.Atoms[^1];
            entry.Value.Should().BeApproximately(-J.Value[pair] * Ω[pair], Rounding);
        }
    }

    [Fact]
    public void A_degenerate_pair_has_entries_of_the_symmetry_of_the_molecule()
    {
        // E' of the equilateral H3+: of one member nothing is the same on the three atoms, of the mean everything.
        double[] positions = [.. Enumerable.Range(0, 3).SelectMany(A => new[] { Math.Cos(Math.Tau * A / 3.0), Math.Sin(Math.Tau * A / 3.0), 0.0 })];
        var problem = Problem(KernelKind.Simplified, new Structure([1, 1, 1], positions).WithCharge(1));
        var kernel = problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet);
        var states = LinearResponse.Solve(problem.Reference!, kernel, new ExcitationSettings { States = 5 }).States;
        var first = Enumerable.Range(0, states.Count - 1).First(k => states[k + 1].Energy - states[k].Energy < StateChoice.Degeneracy);
        Spread(states[first]).Should().BeGreaterThan(1e-3);
        Spread(states[first], states[first + 1]).Should().BeLessThan(Rounding);

        double Spread(params TransitionAmplitudes[] members)
        {
            var gaps = ExcitationLedger.Of(problem.Reference!, kernel, members).Where(entry => entry.Term == ExcitationLedger.OrbitalGap).Select(entry => entry.Value).ToArray();
            gaps.Should().HaveCount(3);
            return gaps.Max() - gaps.Min();
        }
    }

    [Fact]
    public void States_of_another_spin_or_of_none_are_refused()
    {
        var problem = Problem(KernelKind.Simplified, ReferenceSet.Gfn2["co"].Structure);
        var triplets = LinearResponse.Solve(problem.Reference!, problem.Kernel(KernelKind.Simplified, Multiplicity.Triplet), new ExcitationSettings { States = 1 });
        var singlets = problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet);
        FluentActions.Invoking(() => ExcitationLedger.Of(problem.Reference!, singlets, triplets.States[0])).Should().Throw<ArgumentException>().WithMessage("A Singlet was expected, but a state is a Triplet.*");
        FluentActions.Invoking(() => ExcitationLedger.Of(problem.Reference!, singlets)).Should().Throw<ArgumentException>().WithMessage("At least one state was expected.*");
    }

    private static double Of(IEnumerable<Contribution> entries, string term) => entries.Where(entry => entry.Term == term).Sum(entry => entry.Value);

    private static ImmutableArray<Contribution> Entries(ExcitationProblem problem, Multiplicity multiplicity, int state)
    {
        var kernel = problem.Kernel(KernelKind.Simplified, multiplicity);
        return ExcitationLedger.Of(problem.Reference!, kernel, LinearResponse.Solve(problem.Reference!, kernel, new ExcitationSettings { States = state + 1 }).States[state]);
    }

    private static ExcitationProblem Problem(KernelKind kind, Structure structure) =>
        ExcitationModel.Load(kind == KernelKind.Own ? "gfn2-xtb" : "stda-xtb").Record(new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default), structure);
}
