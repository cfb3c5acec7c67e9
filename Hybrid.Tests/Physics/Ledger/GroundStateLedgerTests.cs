using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Ledger;

public sealed class GroundStateLedgerTests
{
    /// <summary>Eh, e and e·a0: sums of some hundred numbers of up to 100.</summary>
    private const double Rounding = 1e-10;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var method in new[] { "gfn1-xtb", "gfn2-xtb" })
            {
                foreach (var name in new[] { "acetone", "adenine", "allyl_radical", "bf4_anion", "bromobenzene", "cf3i_h2s", "cisplatin", "co2", "alanine", "azulene", "c_atom_triplet", "ch3_cation" })
                    cases.Add(method, name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Entries_sum_to_energy_charge_and_dipole(string method, string name)
    {
        var state = State(method, ReferenceSet.Of(method)[name].Structure);
        var energy = GroundStateLedger.Of(state);
        Math.Abs(Sum(energy) - state.Energy.Scalar).Should().BeLessThan(Rounding);
        var moments = GroundStateLedger.Moments(state);
        Math.Abs(Sum(moments.Charges) - ReferenceSet.Of(method)[name].Structure.Charge).Should().BeLessThan(Rounding);
        for (var axis = 0; axis < 3; axis++)
            Math.Abs(Sum(moments.Dipole[axis]) - state.Moments.Value[axis]).Should().BeLessThan(Rounding);
        energy.Should().OnlyContain(entry => entry.Atoms.Length == 1 || entry.Atoms[0] < entry.Atoms[1], "energies of pairs have no direction");
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Terms_are_those_of_the_prediction(string method)
    {
        var structure = ReferenceSet.Of(method)["acetone"].Structure;
        var terms = Model.Load(method).Predict(structure).EnergyTerms.ToDictionary(term => term.Name, term => term.Total);
        foreach (var group in GroundStateLedger.Of(State(method, structure)).GroupBy(entry => entry.Term))
            Math.Abs(group.Sum(entry => entry.Value) - terms[group.Key]).Should().BeLessThan(Rounding, "{0} is the same", group.Key);
    }

    [Fact]
    public void Distant_molecules_share_no_band_energy_and_no_repulsion()
    {
        var water = ReferenceSet.Gfn2["co2"].Structure;
        var far = water.Positions.ToArray().Select((x, k) => k % 3 == 0 ? x + 100.0 : x);
        var pair = new Structure([.. water.AtomicNumbers, .. water.AtomicNumbers], [.. water.Positions, .. far]);
        GroundStateLedger.Of(State("gfn2-xtb", pair))
            .Where(entry => entry.Atoms.Length == 2 && entry.Atoms[0] < 3 && entry.Atoms[1] >= 3)
            .Should().NotContain(entry => entry.Term == "repulsion")
            .And.OnlyContain(entry => Math.Abs(entry.Value) < 1e-2, "what is left are charges at 100 a0");
    }

    private static double Sum(IEnumerable<Contribution> entries) => entries.Sum(entry => entry.Value);

    private static GroundState State(string method, Structure structure) =>
        Model.Load(method).Record(new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default), structure);
}
