using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.BrowserTests;

/// <summary>Pages of made-up explanations whose sums are known: two states and an energy of water, and one state of hydrogen.</summary>
internal static class SampleExplanations
{
    private const double EV = 1.0 / Constants.ElectronvoltPerHartree;

    private static readonly Structure Water = Structure.FromAngstrom([8, 1, 1], [0, 0, 0, 0.96, 0, 0, -0.24, 0.93, 0]);

    private static readonly Structure Hydrogen = Structure.FromAngstrom([1, 1], [0, 0, 0, 0.74, 0, 0]);

    public static ExplanationPage TwoMolecules() => new("Why water & <b>hydrogen</b>",
    [
        new ExplainedMolecule("water", Water, [Excitation(1, 4.9, -0.38) with { Donors = [0.9, 0.1, 0.0], Acceptors = [0.2, 0.4, 0.4] }, Excitation(2, 6.5, 0.25), Energy])
        {
            DomainDistances = [0.5, 1.4, 0.2], Provenance = [new("model", "made up")], Notes = ["</script><script>"],
        },
        new ExplainedMolecule("hydrogen", Hydrogen, [Excitation(1, 11.0, -0.5) with { Interval = new PredictionInterval(0.12 * EV, 0.3 * EV, IsCalibrated: true) }]) { DomainDistances = [0.1, 0.1] },
    ]);

    private static ExplainedQuantity Energy => new(
        new Explanation { Quantity = PredictedQuantity.Energy, Value = -5.0, Physics = -5.0, Unit = "Eh", Entries = [new("zeroth-order Hamiltonian", EntryKind.Physics, [0], -5.5), new("repulsion", EntryKind.Physics, [0, 1], 0.5)] }, "GFN2-xTB");

    /// <summary>Both atoms 0 and 1 take part; atom 0 alone in the second learned term.</summary>
    private static ExplainedQuantity Excitation(int rank, double physics, double learned) => new(
        new Explanation
        {
            Quantity = PredictedQuantity.Excitation(Multiplicity.Singlet, rank),
            Value = (physics + learned) * EV,
            Physics = physics * EV,
            Unit = "Eh",
            Entries =
            [
                new("orbital gap", EntryKind.Physics, [0], (physics + 1.0) * EV), new("response Coulomb", EntryKind.Physics, [0, 1], -1.5 * EV), new("shift", EntryKind.Physics, [], 0.5 * EV),
                new("hopping", EntryKind.Learned, [0, 1], (learned - 0.2) * EV), new("hardness", EntryKind.Learned, [0], 0.2 * EV - 1e-8),
            ],
            QuadratureError = 1e-8,
            PathPoints = 8,
        },
        "made-up on sTDA-xTB")
    {
        PhysicsName = "sTDA-xTB",
        Meanings = new Dictionary<string, string> { ["hopping"] = "orbitals of neighbours coupled more or less" },
    };
}
