using System.Text.Json;
using Hybrid.Cli.Writing;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response;

namespace Hybrid.Cli.Predicting;

/// <summary>Hessian, vibrations, thermochemistry and polarizability in JSON. What is not in atomic units says so in its name.</summary>
internal static class ResponseExtras
{
    public static void Write(Utf8JsonWriter json, Prediction prediction, Properties asked)
    {
        if ((asked & Properties.Hessian) != 0)
        {
            json.WriteNumbers("hessian", prediction.Hessian.Values);
            json.WriteNumber("hessian_asymmetry", prediction.Hessian.Asymmetry);
        }

        if ((asked & Properties.Vibrations) != 0)
        {
            WriteVibrations(json, prediction.Vibrations);
            WriteThermochemistry(json, prediction.Thermochemistry);
        }

        if ((asked & Properties.Polarizability) != 0)
        {
            var response = prediction.DipoleResponse;
            json.WriteNumbers("polarizability", response.Polarizability);
            json.WriteNumber("polarizability_mean", response.MeanPolarizability);
            json.WriteNumber("polarizability_anisotropy", response.PolarizabilityAnisotropy);
            json.WriteNumber("polarizability_asymmetry", response.Asymmetry);
        }
    }

    private static void WriteVibrations(Utf8JsonWriter json, Vibrations vibrations)
    {
        json.WriteStartObject("vibrations");
        json.WriteBoolean("linear", vibrations.IsLinear);
        json.WriteNumber("imaginary", vibrations.ImaginaryCount);
        json.WriteNumbers("frequencies_cm1", vibrations.FrequenciesInInverseCentimetres());
        json.WriteNumbers("ir_intensities_km_mol", vibrations.InfraredIntensitiesInKilometresPerMole());
        json.WriteNumbers("reduced_masses_u", Array.ConvertAll(vibrations.ReducedMasses.ToArray(), static mass => mass / Constants.ElectronMassPerDalton));
        json.WriteNumbers("force_constants", vibrations.ForceConstants());
        json.WriteNumbers("displacements", vibrations.Displacements);
        json.WriteEndObject();
    }

    private static void WriteThermochemistry(Utf8JsonWriter json, Thermochemistry thermochemistry)
    {
        var conditions = thermochemistry.Conditions;
        json.WriteStartObject("thermochemistry");
        json.WriteNumber("temperature_k", conditions.Temperature);
        json.WriteNumber("pressure_pa", conditions.PressureInPascal);
        json.WriteNumber("symmetry_number", conditions.SymmetryNumber);
        json.WriteNumber("rotor_cutoff_cm1", conditions.RotorCutoffInInverseCentimetres);
        json.WriteNumber("omitted_modes", thermochemistry.OmittedModes);
        json.WriteNumber("zero_point_energy", thermochemistry.ZeroPointEnergy);
        json.WriteNumber("thermal_energy", thermochemistry.Energy);
        json.WriteNumber("enthalpy", thermochemistry.Enthalpy);
        json.WriteNumber("entropy", thermochemistry.Entropy);
        json.WriteNumber("free_energy", thermochemistry.FreeEnergy);
        json.WriteNumber("heat_capacity_v", thermochemistry.HeatCapacity);
        json.WriteEndObject();
    }
}
