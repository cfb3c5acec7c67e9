using Hybrid.Core.Elements;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;

namespace Examples.Library;

/// <summary>Energies and forces of single structures.</summary>
public static class Predictions
{
    /// <summary>The energy in three lines.</summary>
    public static void Energy(string path, TextWriter output)
    {
        var model = Model.Load("gfn2-xtb");
        var prediction = model.Predict(StructureFile.Read(path)).EnsureConverged();
        output.WriteLine(FormattableString.Invariant($"energy {prediction.Energy:F8} Eh"));
    }

    /// <summary>Forces, charges and bond orders at once.</summary>
    public static void Forces(string path, TextWriter output)
    {
        var model = Model.Load("gfn2-xtb");
        var ethanol = StructureFile.Read(path);
        var prediction = model.Predict(ethanol, Properties.Forces | Properties.Charges | Properties.BondOrders).EnsureConverged();
        var forces = prediction.Forces();
        for (var atom = 0; atom < ethanol.AtomCount; atom++)
        {
            output.WriteLine(FormattableString.Invariant(
                $"{Element.Symbol(ethanol.AtomicNumbers[atom]),-2} charge {prediction.AtomCharges[atom],8:F4} e, force {forces[3 * atom],8:F5} {forces[(3 * atom) + 1],8:F5} {forces[(3 * atom) + 2],8:F5} Eh/a0"));
        }

        var strongest = prediction.BondOrders.MaxBy(bond => bond.Order);
        output.WriteLine(FormattableString.Invariant($"strongest bond {strongest.First + 1}-{strongest.Second + 1}: {strongest.Order:F3}"));
    }

    /// <summary>A structure that is built in code: the methyl radical.</summary>
    public static void FromCode(TextWriter output)
    {
        var methyl = Structure.FromAngstrom(
            [6, 1, 1, 1],
            [0, 0, 0, 1.079, 0, 0, -0.5395, 0.93444, 0, -0.5395, -0.93444, 0],
            charge: 0, unpairedElectrons: 1);
        var prediction = Model.Load("gfn1-xtb").Predict(methyl, Properties.Orbitals).EnsureConverged();
        output.WriteLine(FormattableString.Invariant($"methyl {prediction.Energy:F6} Eh, HOMO {prediction.Orbitals.Homo:F4} Eh, {prediction.UnpairedElectrons} unpaired electron"));
    }

    /// <summary>A call that starts from the populations of another geometry needs fewer iterations.</summary>
    public static void WarmStart(string path, TextWriter output)
    {
        var model = Model.Load("gfn2-xtb");
        var first = model.Predict(StructureFile.Read(path)).EnsureConverged();
        var moved = first.Structure.Positions.ToArray();
        moved[0] += 0.001;
        var next = first.Structure.WithPositions(moved);
        var cold = model.Predict(next);
        var warm = model.Predict(next, guess: first.Guess);
        output.WriteLine(FormattableString.Invariant(
            $"iterations: {cold.Certificate.Scf.Iterations} from neutral atoms, {warm.Certificate.Scf.Iterations} from a guess; same energy: {Math.Abs(cold.Energy - warm.Energy) < 1e-9}"));
    }
}
