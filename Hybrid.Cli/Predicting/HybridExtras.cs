using System.Text.Json;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Models;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Predicting;

/// <summary>What QCSchema has no word for.</summary>
internal sealed class HybridExtras(Utf8JsonWriter json, Prediction prediction, Properties asked, GroundModel model, bool withExactMembers)
{
    /// <param name="place">How people find the structure.</param>
    /// <param name="doubts">Takes what is to be distrusted.</param>
    public void Write(string place, DoubtSummary doubts)
    {
        WriteSource();
        if (model.Learned is { } learned)
            WriteLearned(learned.Description);
        if (prediction.HasEnergy)
            WriteEnergyTerms();
        if (Asks(Properties.Excitations))
        {
            var source = model.Excitations!.For(prediction.Structure);
            ExcitationChoice.Write(json, source);
            var uncertain = UncertainExcitations.Of(source, prediction.Structure, prediction.Excitations, withExactMembers);
            var applicability = Applicability.Of(source, prediction.Structure);
            doubts.Add(place, prediction.Excitations, source, uncertain, applicability);
            ExcitationExtras.Write(json, prediction.Excitations, prediction.HasEnergy ? prediction.Energy : null, uncertain, applicability);
        }

        if (Asks(Properties.Charges))
            WritePopulations();
        if (Asks(Properties.Quadrupole))
            json.WriteNumbers("quadrupole", prediction.Quadrupole);
        if (Asks(Properties.Orbitals))
            WriteOrbitals();
        if (Asks(Properties.BondOrders))
            WriteBondOrders();
        if (Asks(Properties.ParameterGradient))
            WriteParameterGradient();
        ResponseExtras.Write(json, prediction, asked);
        WriteCertificate(json, prediction.Certificate);
    }

    private void WriteLearned(ModelDescription description)
    {
        json.WriteStartObject("ground_model");
        json.WriteString("name", description.Name);
        json.WriteString("sha256", description.Sha256);
        json.WriteString("level", description.Level);
        if (description.Zero is { } zero)
        {
            json.WriteStartObject("reference_energies");
            foreach (var (z, energy) in zero.PerElement)
                json.WriteNumber(Element.Symbol(z), energy);
            json.WriteEndObject();
        }

        if (model.Zero(prediction.Structure) is { } sum)
            json.WriteNumber("energy_at_level", prediction.Energy + sum);

        json.WriteEndObject();
    }

    public static void WriteCertificate(Utf8JsonWriter json, Certificate certificate)
    {
        json.WriteStartObject("certificate");
        json.WriteBoolean("converged", certificate.IsConverged);
        json.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(certificate.Scf.Status.ToString()));
        json.WriteNumber("iterations", certificate.Scf.Iterations);
        if (double.IsFinite(certificate.Scf.Residual))
            json.WriteNumber("residual", certificate.Scf.Residual);
        json.WriteOrbitalNumber("gap", certificate.Gap);
        json.WriteBoolean("fractional_occupations", certificate.HasFractionalOccupations);
        json.WriteBoolean("energy_gradient_valid", certificate.IsEnergyGradientValid);
        json.WriteBoolean("response_gradient_valid", certificate.IsResponseGradientValid);
        json.WriteNumber("degeneracy_threshold", Certificate.DegeneracyThreshold);
        json.WriteStartArray("degenerate_orbitals");
        foreach (var group in certificate.DegenerateOrbitals)
        {
            json.WriteStartArray();
            for (var i = group.Start.Value; i < group.End.Value; i++)
                json.WriteNumberValue(i);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (var warning in certificate.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Charges, moments and orbitals are those of this Hamiltonian; the excited states name their own.</summary>
    private void WriteSource() => json.WriteString("hamiltonian", prediction.Provenance.LevelOfTheory);

    private bool Asks(Properties property) => (asked & property) != 0;

    private void WriteEnergyTerms()
    {
        json.WriteStartObject("energy_terms");
        foreach (var term in prediction.EnergyTerms)
            json.WriteNumber(term.Name, term.Total);
        json.WriteEndObject();
        json.WriteStartObject("atomic_energies");
        foreach (var term in prediction.EnergyTerms)
            json.WriteNumbers(term.Name, term.AtomicEnergies.Span);
        json.WriteEndObject();
    }

    private void WritePopulations()
    {
        var populations = prediction.Populations;
        json.WriteNumbers("charges", populations.Charges);
        json.WriteNumbers("shell_charges", populations.ShellCharges);
        json.WriteStartArray("shell_labels");
        foreach (var shell in populations.Shells)
            json.WriteStringValue(shell.Label);
        json.WriteEndArray();
        json.WriteStartArray("shell_atoms");
        foreach (var atom in populations.ShellAtoms)
            json.WriteNumberValue(atom);
        json.WriteEndArray();
        if (!populations.HasMultipoles)
            return;
        json.WriteNumbers("atomic_dipoles", populations.Dipoles);
        json.WriteNumbers("atomic_quadrupoles", populations.Quadrupoles);
    }

    private void WriteOrbitals()
    {
        var orbitals = prediction.Orbitals;
        json.WriteNumbers("orbital_energies", orbitals.Energies);
        var occupations = new double[orbitals.Count];
        for (var i = 0; i < occupations.Length; i++)
            occupations[i] = orbitals.Occupation(i);
        json.WriteNumbers("occupations", occupations);
        json.WriteNumbers("occupations_alpha", orbitals.AlphaOccupations);
        json.WriteNumbers("occupations_beta", orbitals.BetaOccupations);
        json.WriteOrbitalNumber("homo", orbitals.Homo);
        json.WriteOrbitalNumber("lumo", orbitals.Lumo);
    }

    private void WriteBondOrders()
    {
        json.WriteStartArray("bond_orders");
        foreach (var bond in prediction.BondOrders)
        {
            json.WriteStartArray();
            json.WriteNumberValue(bond.First);
            json.WriteNumberValue(bond.Second);
            json.WriteNumberValue(bond.Order);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void WriteParameterGradient()
    {
        json.WriteStartObject("parameter_gradient");
        foreach (var (label, value) in ParameterGradientEntries.Of(prediction, model.Model.Parameters))
            json.WriteNumber(label, value);
        json.WriteEndObject();
    }
}
