using System.Globalization;
using System.Numerics.Tensors;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Models;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Spectre.Console;

namespace Hybrid.Cli.Predicting;

/// <summary>Tables for people: atomic units beside eV, ångström and debye.</summary>
internal sealed class TableReport(TextWriter output, CommandStreams streams, PredictRequest request, GroundModel model, DoubtSummary doubts) : IReport
{
    private const double SmallestShownBondOrder = 0.1;
    private readonly TableWriter tables = new(output, isTerminal: streams.OutputIsTerminal && request.Output is null);
    private bool isFirst = true;

    public void Write(InputFrame frame, Prediction prediction)
    {
        if (!isFirst)
            tables.Line();
        isFirst = false;
        WriteHead(frame, prediction);
        if (prediction.HasEnergy)
            WriteEnergy(prediction);
        if (Asks(Properties.Excitations))
        {
            var source = model.Excitations!.For(prediction.Structure);
            var uncertain = UncertainExcitations.Of(source, prediction.Structure, prediction.Excitations, request.WithExactMembers);
            var applicability = Applicability.Of(source, prediction.Structure);
            doubts.Add(frame.Place, prediction.Excitations, source, uncertain, applicability);
            new ExcitationTables(tables).Write(prediction.Excitations, source, uncertain, applicability);
        }

        WriteFrontier(prediction);
        if (prediction.HasEnergy)
            WriteDipole(prediction);
        if (Asks(Properties.Quadrupole))
            WriteQuadrupole(prediction);
        if (Asks(Properties.Charges))
            WriteCharges(prediction);
        if (Asks(Properties.Forces))
            WriteForces(prediction);
        if (Asks(Properties.BondOrders))
            WriteBondOrders(prediction);
        if (Asks(Properties.Orbitals))
            WriteOrbitals(prediction.Orbitals);
        if (Asks(Properties.ParameterGradient))
            WriteParameterGradient(prediction);
        new ResponseTables(tables).Write(prediction, request.Properties);
        WriteFoot(prediction);
    }

    public void WriteFailure(InputFrame frame, Prediction? prediction, string error) =>
        streams.Error.WriteLine(error.StartsWith(frame.Source, StringComparison.Ordinal) ? $"hybrid: {error}" : $"hybrid: {frame.Place}: {error}");

    private bool Asks(Properties property) => (request.Properties & property) != 0;

    private void WriteHead(InputFrame frame, Prediction prediction)
    {
        var structure = prediction.Structure;
        var unpaired = prediction.UnpairedElectrons;
        tables.Title(Invariant($"{frame.Place}: {Formula.Of(structure)}, charge {structure.Charge:+0;-0;0}, {unpaired} unpaired electron{(unpaired == 1 ? "" : "s")}"));
        var scf = prediction.Certificate.Scf;
        if (!prediction.HasEnergy)
            tables.Line($"{prediction.Provenance.LevelOfTheory}, no energy");
        else
            tables.Line(Invariant($"{prediction.Provenance.LevelOfTheory} at {request.Options.Scf.ElectronicTemperature:0.#} K, converged in {scf.Iterations} iterations"));
    }

    private void WriteEnergy(Prediction prediction)
    {
        var table = TableWriter.New("Energy", "Eh", "eV");
        foreach (var term in prediction.EnergyTerms)
            AddEnergy(table, term.Name, term.Total);
        table.AddRow("total", Number(prediction.Energy, 8), Number(prediction.Energy * Constants.ElectronvoltPerHartree, 5));
        if (model.Zero(prediction.Structure) is { } zero)
            table.AddRow($"total with the zero of {Markup.Escape(model.Learned!.Description.Level)}", Number(prediction.Energy + zero, 8), Number((prediction.Energy + zero) * Constants.ElectronvoltPerHartree, 5));
        tables.Write(table);
    }

    private void WriteFrontier(Prediction prediction)
    {
        var orbitals = prediction.Orbitals;
        var table = TableWriter.New("Frontier orbitals", "Eh", "eV");
        AddEnergy(table, "HOMO", orbitals.Homo);
        AddEnergy(table, "LUMO", orbitals.Lumo);
        AddEnergy(table, "gap", orbitals.Gap);
        tables.Write(table);
    }

    /// <summary>Only the total is exact to the square of the residual and deserves two digits more.</summary>
    private static void AddEnergy(Table table, string name, double? energy) => table.AddRow(
        name, energy is { } e ? $"{Number(e, 6)}  " : "none", energy is { } v ? $"{Number(v * Constants.ElectronvoltPerHartree, 4)} " : "none");

    private void WriteDipole(Prediction prediction)
    {
        var μ = prediction.Dipole;
        var table = TableWriter.New("Dipole", "e a0", "debye");
        for (var k = 0; k < 3; k++)
            AddDipole("xyz"[k].ToString(), μ[k]);
        AddDipole("length", Math.Sqrt((μ[0] * μ[0]) + (μ[1] * μ[1]) + (μ[2] * μ[2])));
        tables.Write(table);

        void AddDipole(string name, double value) => table.AddRow(name, Number(value, 5), Number(value * Constants.DebyePerAtomicUnit, 4));
    }

    private void WriteQuadrupole(Prediction prediction)
    {
        string[] names = ["xx", "xy", "yy", "xz", "yz", "zz"];
        var table = TableWriter.New("Quadrupole (traceless)", "e a0²", "debye Å");
        for (var k = 0; k < names.Length; k++)
        {
            var value = prediction.Quadrupole[k];
            table.AddRow(names[k], Number(value, 5), Number(value * Constants.DebyePerAtomicUnit * Constants.AngstromPerBohr, 4));
        }

        tables.Write(table);
    }

    private void WriteCharges(Prediction prediction)
    {
        var populations = prediction.Populations;
        var table = TableWriter.New("Charges", "e").AddColumn(new TableColumn("[grey]shells[/]").NoWrap());
        for (int A = 0, s = 0; A < populations.Charges.Length; A++)
        {
            var shells = new List<string>();
            for (; s < populations.ShellAtoms.Length && populations.ShellAtoms[s] == A; s++)
                shells.Add($"{populations.Shells[s].Label} {Number(populations.ShellCharges[s], 5),8}");
            table.AddRow(Atom(prediction, A), Number(populations.Charges[A], 5), string.Join("  ", shells));
        }

        tables.Write(table);
    }

    private void WriteForces(Prediction prediction)
    {
        const double Scale = -Constants.ElectronvoltPerHartree * Constants.BohrPerAngstrom;
        var g = prediction.Gradient;
        var table = TableWriter.New("Gradient (Eh/a0) and forces (eV/Å)", "dE/dx", "dE/dy", "dE/dz", "Fx", "Fy", "Fz");
        for (var A = 0; A < prediction.Structure.AtomCount; A++)
        {
            var (x, y, z) = (g[3 * A], g[(3 * A) + 1], g[(3 * A) + 2]);
            table.AddRow(
                Atom(prediction, A), Number(x, 6), Number(y, 6), Number(z, 6), Number(x * Scale, 5), Number(y * Scale, 5), Number(z * Scale, 5));
        }

        tables.Write(table);

        var sizes = TableWriter.New("Size of the gradient", "Eh/a0", "eV/Å");
        AddSize("norm", TensorPrimitives.Norm(g));
        AddSize("largest component", Math.Abs(TensorPrimitives.MaxMagnitude(g)));
        tables.Write(sizes);

        void AddSize(string name, double value) => sizes.AddRow(name, Number(value, 6), Number(-value * Scale, 5));
    }

    private void WriteBondOrders(Prediction prediction)
    {
        var R = prediction.Structure.Positions;
        var table = TableWriter.New("Bonds", "order", "length / Å");
        foreach (var bond in prediction.BondOrders)
        {
            if (bond.Order < SmallestShownBondOrder)
                continue;
            double x = R[3 * bond.First] - R[3 * bond.Second], y = R[(3 * bond.First) + 1] - R[(3 * bond.Second) + 1], z = R[(3 * bond.First) + 2] - R[(3 * bond.Second) + 2];
            var length = Math.Sqrt((x * x) + (y * y) + (z * z)) * Constants.AngstromPerBohr;
            table.AddRow($"{Atom(prediction, bond.First)}–{Atom(prediction, bond.Second)}", Number(bond.Order, 4), Number(length, 4));
        }

        tables.Write(table);
    }

    private void WriteOrbitals(MolecularOrbitals orbitals)
    {
        var table = TableWriter.New("Orbital", "electrons", "Eh", "eV");
        for (var i = 0; i < orbitals.Count; i++)
        {
            var name = i == orbitals.HomoIndex ? Invariant($"{i + 1} HOMO") : i == orbitals.LumoIndex ? Invariant($"{i + 1} LUMO") : Invariant($"{i + 1}");
            table.AddRow(name, Number(orbitals.Occupation(i), 4), Number(orbitals.Energies[i], 6), Number(orbitals.Energies[i] * Constants.ElectronvoltPerHartree, 4));
        }

        tables.Write(table);
    }

    private void WriteParameterGradient(Prediction prediction)
    {
        var table = TableWriter.New("Parameter (atomic units)", "dE/dp");
        foreach (var (label, value) in ParameterGradientEntries.Of(prediction, model.Model.Parameters))
            table.AddRow(Markup.Escape(label), Number(value, 8));
        tables.Write(table);
    }

    private void WriteFoot(Prediction prediction)
    {
        tables.Line();
        foreach (var warning in prediction.Certificate.Warnings)
            tables.Line($"Note: {warning}");
        if (model.Learned is { } learned)
            tables.Line($"{learned.Name}, a trained model on {prediction.Provenance.LevelOfTheory}{(learned.Description.Level.Length > 0 ? $", level {learned.Description.Level}" : "")}, SHA-256 {learned.Digest[..12]}.");
        tables.Line(Invariant($"{prediction.Provenance.WallTime.TotalSeconds:0.000} s with {prediction.Provenance.LinearAlgebra}"));
    }

    private static string Atom(Prediction prediction, int atom) => Invariant($"{Element.Symbol(prediction.Structure.AtomicNumbers[atom])}{atom + 1}");

    private static string Number(double value, int decimals)
    {
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAnyExcept("-0.") ? text : text.TrimStart('-');
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
