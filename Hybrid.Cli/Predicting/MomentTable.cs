using Hybrid.Cli.Explaining;
using Hybrid.Cli.Writing;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Spectre.Console;

namespace Hybrid.Cli.Predicting;

/// <summary>Charges of atoms and the dipole moment that goes with them, physics beside what was learned.</summary>
internal sealed class MomentTable(TableWriter tables, Structure structure)
{
    /// <summary>Atoms that are shown; the JSON has all.</summary>
    private const int Shown = 6;

    /// <param name="title">Above the names of the atoms.</param>
    /// <param name="moments">The charge, then x, y and z of the dipole moment, among others; nothing is written where they are missing.</param>
    public void Write(string title, IReadOnlyList<Explanation> moments)
    {
        if (moments.FirstOrDefault(moment => moment.Quantity.Kind == QuantityKind.Charge) is not { } charges)
            return;
        var (physics, learned) = (ByAtom(charges, EntryKind.Physics), ByAtom(charges, EntryKind.Learned));
        var table = TableWriter.New(title, "e", "physics", "learned");
        foreach (var atom in Enumerable.Range(0, physics.Length).OrderByDescending(atom => Math.Abs(physics[atom] + learned[atom])).Take(Shown))
            table.AddRow(ExplainTable.Atom(structure, atom), ExplainTable.Number(physics[atom] + learned[atom], 4), ExplainTable.Number(physics[atom], 4), ExplainTable.Number(learned[atom], 4));
        tables.Write(table);
        var dipole = moments.Where(moment => moment.Quantity.Kind == QuantityKind.Dipole).ToArray();
        var (length, published) = (Length(dipole, one => one.Value), Length(dipole, one => one.Physics));
        tables.Line($"Dipole moment, of charges and within atoms: {ExplainTable.Number(length, 3)} D; physics alone {ExplainTable.Number(published, 3)} D.");
    }

    private double[] ByAtom(Explanation charges, EntryKind kind)
    {
        var values = new double[structure.AtomCount];
        foreach (var entry in charges.Entries.Where(entry => entry.Kind == kind))
            values[entry.Atoms[0]] += entry.Value;
        return values;
    }

    private static double Length(IEnumerable<Explanation> components, Func<Explanation, double> of) =>
        Constants.DebyePerAtomicUnit * Math.Sqrt(components.Sum(one => of(one) * of(one)));
}
