using System.Text.Json;
using Hybrid.Cli.Writing;
using Hybrid.Core.Units;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;

namespace Hybrid.Cli.Excitations;

/// <summary>Excited states in JSON: a list by ascending energy, and beside it where they come from.</summary>
internal static class ExcitationExtras
{
    /// <param name="json">Where to.</param>
    /// <param name="excitations">The states.</param>
    /// <param name="groundEnergy">E_0, Eh, where the energies of the states are E_0 + ω; null without one.</param>
    /// <param name="uncertain">The uncertainties of the states; null for none.</param>
    /// <param name="applicability">How like the training data the molecule is; null where that isn't known.</param>
    public static void Write(Utf8JsonWriter json, MolecularExcitations excitations, double? groundEnergy, UncertainExcitations? uncertain, Applicability? applicability)
    {
        json.WriteStartArray("excitations");
        for (var k = 0; k < excitations.States.Length; k++)
            WriteState(json, excitations, k, groundEnergy, uncertain?.States[k], uncertain?.Checks?[k]);
        json.WriteEndArray();
        if (uncertain?.Frontier is { } frontier)
            WriteFrontier(json, frontier);
        if (uncertain?.Correlations is { } correlations)
            WriteCorrelations(json, correlations, excitations.States.Length);
        if (applicability is not null)
            WriteApplicability(json, applicability, uncertain);
        WriteCertificate(json, excitations.Certificate, uncertain);
        json.WriteStartObject("excitations_from");
        json.WriteString("hamiltonian", excitations.Hamiltonian);
        json.WriteString("parameters_sha256", excitations.ParameterDigest);
        json.WriteString("kernel_parameters_sha256", excitations.KernelParameterDigest);
        json.WriteString("kernel", JsonNamingPolicy.SnakeCaseLower.ConvertName(excitations.Options.Kernel.ToString()));
        json.WriteString("response", excitations.Options.IsFullResponse ? "casida" : "tamm_dancoff");
        json.WriteNumber("configurations", excitations.Configurations.All);
        json.WriteNumber("configurations_used", excitations.Configurations.Used);
        if (excitations.SelectionError is { } error)
            json.WriteNumber("selection_error_ev", error * Constants.ElectronvoltPerHartree);
        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, MolecularExcitations excitations, int k, double? groundEnergy, StateUncertainty? uncertainty, PropagationCheck? check)
    {
        var state = excitations.States[k];
        json.WriteStartObject();
        json.WriteNumber("multiplicity", (int)state.Multiplicity);
        json.WriteNumber("energy_ev", state.Energy * Constants.ElectronvoltPerHartree);
        if (groundEnergy is { } E0)
            json.WriteNumber("total_energy", E0 + state.Energy);
        json.WriteNumber("oscillator_strength", state.OscillatorStrength);
        if (uncertainty is not null)
            WriteUncertainty(json, uncertainty);
        if (check is not null)
        {
            json.WriteNumber("ensemble_first_order_ev", check.FirstOrder);
            json.WriteNumber("ensemble_exact_ev", check.Exact);
            json.WriteBoolean("first_order_agrees", check.Agrees);
        }

        json.WriteNumbers("transition_dipole", state.TransitionDipole.AsSpan());
        if (state.RotatoryStrengthInCgs is { } rotatory)
        {
            json.WriteNumber("rotatory_strength", rotatory);
            json.WriteNumber("rotatory_strength_length", state.LengthRotatoryStrengthInCgs!.Value);
            json.WriteNumber("oscillator_strength_velocity", state.VelocityOscillatorStrength!.Value);
        }

        if (!excitations.Analyses.IsEmpty)
            WriteAnalysis(json, excitations, k);
        WriteConfigurations(json, state);
        json.WriteBoolean("near_degenerate", state.IsNearDegenerate);
        json.WriteBoolean("gradient_defined", excitations.IsGradientDefined(k));
        json.WriteEndObject();
    }

    private static void WriteFrontier(Utf8JsonWriter json, FrontierUncertainty frontier)
    {
        json.WriteStartObject("frontier_orbitals");
        json.WriteNumber("homo_ev", frontier.Orbitals.Highest);
        json.WriteNumber("homo_uncertainty_ev", frontier.Highest);
        json.WriteNumber("lumo_ev", frontier.Orbitals.Lowest);
        json.WriteNumber("lumo_uncertainty_ev", frontier.Lowest);
        json.WriteNumber("gap_ev", frontier.Orbitals.Lowest - frontier.Orbitals.Highest);
        json.WriteNumber("gap_uncertainty_ev", frontier.Gap);
        json.WriteBoolean("uncertainty_is_calibrated", false);
        json.WriteEndObject();
    }

    private static void WriteCorrelations(Utf8JsonWriter json, IReadOnlyList<double> correlations, int states)
    {
        json.WriteStartArray("energy_correlations");
        foreach (var row in correlations.Chunk(states))
        {
            json.WriteStartArray();
            foreach (var correlation in row)
                json.WriteNumberValue(correlation);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteApplicability(Utf8JsonWriter json, Applicability applicability, UncertainExcitations? uncertain)
    {
        json.WriteStartObject("applicability");
        json.WriteString("class", JsonNamingPolicy.SnakeCaseLower.ConvertName(applicability.Class.ToString()));
        // JSON has no infinity: an element without training atoms.
        json.WriteStartArray("domain_distances");
        foreach (var distance in applicability.Distances)
        {
            if (double.IsFinite(distance))
                json.WriteNumberValue(distance);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteStartArray("unknown_kinds");
        foreach (var kind in applicability.UnknownKinds)
            json.WriteStringValue(kind);
        json.WriteEndArray();
        if (applicability.Gates is { } gates)
            json.WriteNumbers("gates", gates.ToArray());
        if (uncertain?.LeftOver is { } leftOver)
            json.WriteNumbers("shifts_left_over", leftOver.ToArray());
        json.WriteEndObject();
    }

    private static void WriteCertificate(Utf8JsonWriter json, ExcitationCertificate certificate, UncertainExcitations? uncertain)
    {
        json.WriteStartObject("excitations_certificate");
        if (certificate.Residual is { } residual)
            json.WriteNumber("residual", residual);
        json.WriteNumber("products", certificate.Products);
        if (uncertain?.AdjointResidual is { } adjoint)
            json.WriteNumber("adjoint_residual", adjoint);
        json.WriteOrbitalNumber("gap", certificate.Gap);
        WriteStates(json, "near_degenerate", certificate.NearDegenerate);
        WriteStates(json, "gradient_undefined", certificate.GradientUndefined);
        if (uncertain?.Checks?.OfType<PropagationCheck>().ToArray() is { Length: > 0 } checks)
        {
            json.WriteNumber("largest_first_order_difference_ev", checks.Max(check => check.Difference));
            json.WriteBoolean("first_order_agrees", checks.All(check => check.Agrees));
        }

        json.WriteEndObject();
    }

    private static void WriteStates(Utf8JsonWriter json, string name, IEnumerable<int> states)
    {
        json.WriteStartArray(name);
        foreach (var state in states)
            json.WriteNumberValue(state);
        json.WriteEndArray();
    }

    private static void WriteUncertainty(Utf8JsonWriter json, StateUncertainty uncertainty)
    {
        json.WriteNumber("energy_uncertainty_ev", uncertainty.EnergyUncertainty);
        json.WriteNumber("energy_half_width_95_ev", uncertainty.EnergyHalfWidth95);
        json.WriteBoolean("energy_uncertainty_is_calibrated", uncertainty.Calibration.IsCalibrated);
        json.WriteString("energy_uncertainty_class", JsonNamingPolicy.SnakeCaseLower.ConvertName(uncertainty.Calibration.Class.ToString()));
        if (uncertainty.OtherLevelUncertainty is { } otherLevel)
            json.WriteNumber("energy_uncertainty_of_other_level_ev", otherLevel);
        if (uncertainty.StrengthUncertainty is not { } strength)
            return;
        json.WriteNumber("oscillator_strength_uncertainty", strength);
        json.WriteNumber("oscillator_strength_half_width_95", uncertainty.StrengthHalfWidth95!.Value);
        json.WriteBoolean("strength_uncertainty_is_shared", uncertainty.SharesStrength);
    }

    private static void WriteAnalysis(Utf8JsonWriter json, MolecularExcitations excitations, int k)
    {
        var analysis = excitations.Analyses[k];
        json.WriteString("character", analysis.Character.ToString());
        json.WriteNumber("hole_particle_distance", analysis.HoleParticleDistance);
        json.WriteNumber("hole_particle_overlap", analysis.Overlap);
        json.WriteNumber("fragment_charge_transfer", analysis.FragmentChargeTransfer);
        json.WriteNumbers("difference_charges", analysis.DifferenceCharges.AsSpan());
        json.WriteNumbers("difference_dipole", analysis.DifferenceDipole.AsSpan());
        json.WriteNumbers("natural_transition_weights", analysis.NaturalOrbitals.Weights.AsSpan());
        json.WriteBoolean("spurious_charge_transfer", excitations.IsSpuriousChargeTransferLikely(k));
    }

    private static void WriteConfigurations(Utf8JsonWriter json, ExcitedState state)
    {
        json.WriteStartArray("configurations");
        foreach (var configuration in state.Configurations)
        {
            json.WriteStartObject();
            json.WriteNumber("occupied", configuration.Occupied);
            json.WriteNumber("virtual", configuration.Virtual);
            json.WriteString("label", configuration.Label);
            json.WriteNumber("weight", configuration.Weight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
