using System.Globalization;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response;
using Spectre.Console;

namespace Hybrid.Cli.Predicting;

/// <summary>Tables of Hessian, vibrations, thermochemistry and polarizability.</summary>
internal sealed class ResponseTables(TableWriter tables)
{
    /// <summary>a0³: what the shown decimals of a polarizability would let be seen.</summary>
    private const double SmallestShownAsymmetry = 1e-5;

    public void Write(Prediction prediction, Properties asked)
    {
        if ((asked & Properties.Polarizability) != 0)
            WritePolarizability(prediction.DipoleResponse);
        if ((asked & Properties.Hessian) != 0)
            WriteHessian(prediction);
        if ((asked & Properties.Vibrations) == 0)
            return;
        WriteVibrations(prediction.Vibrations);
        WriteThermochemistry(prediction.Thermochemistry, prediction.Energy);
    }

    private void WritePolarizability(DipoleResponse response)
    {
        const double CubicAngstrom = Constants.AngstromPerBohr * Constants.AngstromPerBohr * Constants.AngstromPerBohr;
        var table = TableWriter.New("Polarizability", "a0³", "Å³");
        string[] names = ["xx", "xy", "yy", "xz", "yz", "zz"];
        int[] elements = [0, 1, 4, 2, 5, 8];
        for (var k = 0; k < names.Length; k++)
            Add(names[k], response.Polarizability[elements[k]]);
        Add("mean", response.MeanPolarizability);
        Add("anisotropy", response.PolarizabilityAnisotropy);
        if (response.Asymmetry > SmallestShownAsymmetry)
            Add("asymmetry (error)", response.Asymmetry);
        tables.Write(table);

        void Add(string name, double value) => table.AddRow(name, Number(value, 5), Number(value * CubicAngstrom, 5));
    }

    /// <summary>One row for each pair of atoms: the 3 × 3 block in their coordinates.</summary>
    private void WriteHessian(Prediction prediction)
    {
        var hessian = prediction.Hessian.Values;
        var n = 3 * prediction.Structure.AtomCount;
        var table = TableWriter.New("Hessian (Eh/a0²)", "xx", "xy", "xz", "yx", "yy", "yz", "zx", "zy", "zz");
        for (var A = 0; A < prediction.Structure.AtomCount; A++)
        {
            for (var B = A; B < prediction.Structure.AtomCount; B++)
            {
                var row = new List<string> { $"{Atom(prediction, A)} {Atom(prediction, B)}" };
                for (var k = 0; k < 9; k++)
                    row.Add(Number(hessian[(((3 * A) + (k / 3)) * n) + (3 * B) + (k % 3)], 6));
                table.AddRow([.. row]);
            }
        }

        tables.Write(table);
    }

    private void WriteVibrations(Vibrations vibrations)
    {
        var frequencies = vibrations.FrequenciesInInverseCentimetres();
        var intensities = vibrations.InfraredIntensitiesInKilometresPerMole();
        var constants = vibrations.ForceConstants();
        var table = TableWriter.New("Vibration (negative: imaginary)", "cm⁻¹", "km/mol", "reduced mass / u", "k / Eh a0⁻²");
        for (var mode = 0; mode < vibrations.Count; mode++)
        {
            table.AddRow(
                (mode + 1).ToString(CultureInfo.InvariantCulture), Number(frequencies[mode], 2), Number(intensities[mode], 3),
                Number(vibrations.ReducedMasses[mode] / Constants.ElectronMassPerDalton, 4), Number(constants[mode], 6));
        }

        tables.Write(table);
    }

    private void WriteThermochemistry(Thermochemistry thermochemistry, double energy)
    {
        const double Joule = 1000.0 * Constants.KilojoulePerMolePerHartree;
        var conditions = thermochemistry.Conditions;
        var table = TableWriter.New(
            FormattableString.Invariant($"At {conditions.Temperature:0.##} K, {conditions.PressureInPascal:0.##} Pa, symmetry number {conditions.SymmetryNumber}"), "Eh", "kJ/mol");
        Add("zero-point energy", thermochemistry.ZeroPointEnergy);
        Add("thermal correction to H", thermochemistry.Enthalpy);
        Add("thermal correction to G", thermochemistry.FreeEnergy);
        Add("T S", conditions.Temperature * thermochemistry.Entropy);
        table.AddRow("enthalpy H", Number(energy + thermochemistry.Enthalpy, 8), string.Empty);
        table.AddRow("free energy G", Number(energy + thermochemistry.FreeEnergy, 8), string.Empty);
        tables.Write(table);

        var capacities = TableWriter.New("Per kelvin", "J/(mol K)");
        capacities.AddRow("entropy S", Number(thermochemistry.Entropy * Joule, 3));
        capacities.AddRow("heat capacity Cv", Number(thermochemistry.HeatCapacity * Joule, 3));
        tables.Write(capacities);

        void Add(string name, double value) => table.AddRow(name, Number(value, 8), Number(value * Constants.KilojoulePerMolePerHartree, 3));
    }

    private static string Atom(Prediction prediction, int atom) => FormattableString.Invariant($"{Element.Symbol(prediction.Structure.AtomicNumbers[atom])}{atom + 1}");

    private static string Number(double value, int decimals)
    {
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAnyExcept("-0.") ? text : text.TrimStart('-');
    }
}
