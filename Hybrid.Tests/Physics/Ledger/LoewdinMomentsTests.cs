using System.Numerics.Tensors;
using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Ledger;

public sealed class LoewdinMomentsTests
{
    /// <summary>e and e·a0: what products of matrices of 100 functions leave.</summary>
    private const double Rounding = 1e-10;

    [Theory]
    [InlineData("acetone", 0)]
    [InlineData("acetate", -1)]
    [InlineData("azulene", 0)]
    public void Of_filled_orbitals_they_sum_to_the_charge_and_the_expectation_value(string name, int charge)
    {
        var problem = Problem(name);
        var reference = problem.Reference!;
        var moments = LoewdinMoments.OfFilledOrbitals(reference, problem.Parameters);
        moments.Charges.Sum(entry => entry.Value).Should().BeApproximately(charge, Rounding);
        var cores = problem.Parameters.PerAtom("valence_electrons").Value;
        var r = TransitionOperators.Of(reference).Position;
        var (orbitals, n) = (reference.Orbitals, reference.Orbitals.Count);
        for (var axis = 0; axis < 3; axis++)
        {
            // In atomic functions, orbital by orbital, without Löwdin's.
            var expected = 0.0;
            for (var A = 0; A < cores.Length; A++)
                expected += cores[A] * problem.Positions.Value[(3 * A) + axis];
            for (var i = 0; i < orbitals.OccupiedCount; i++)
            {
                var c = orbitals.Occupied.Slice(i * n, n);
                for (var μ = 0; μ < n; μ++)
                    expected -= 2.0 * c[μ] * TensorPrimitives.Dot(r.Slice((axis * n * n) + (μ * n), n), c);
            }

            moments.Dipole[axis].Sum(entry => entry.Value).Should().BeApproximately(expected, Rounding);
        }
    }

    [Theory]
    [InlineData("acetone")]
    [InlineData("adenine")]
    public void Of_an_excitation_they_are_hole_minus_particle(string name)
    {
        var problem = Problem(name);
        var reference = problem.Reference!;
        var state = LinearResponse.Solve(reference, problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet), new ExcitationSettings { States = 2 }).States[1];
        var moments = LoewdinMoments.OfExcitation(reference, state);
        var analysis = new ExcitationAnalysis(reference, ReferenceSet.Gfn2[name].Structure, TransitionOperators.Of(reference)).Of(state);
        foreach (var charge in moments.Charges)
            charge.Value.Should().BeApproximately(analysis.HolePopulations[charge.Atoms[0]] - analysis.ParticlePopulations[charge.Atoms[0]], Rounding);
        moments.Charges.Sum(entry => Math.Abs(entry.Value)).Should().BeGreaterThan(0.1);
        for (var axis = 0; axis < 3; axis++)
            moments.Dipole[axis].Sum(entry => entry.Value).Should().BeApproximately(analysis.HoleCentroid[axis] - analysis.ParticleCentroid[axis], Rounding);
    }

    private static ExcitationProblem Problem(string name) =>
        ExcitationModel.Load("stda-xtb").Record(new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default), ReferenceSet.Gfn2[name].Structure, withPositions: false);
}
