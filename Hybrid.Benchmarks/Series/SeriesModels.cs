using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;

namespace Hybrid.Benchmarks.Series;

/// <summary>Models by their names or folders.</summary>
internal static class SeriesModels
{
    /// <summary>A trained model where there is one of the name, otherwise physics as published.</summary>
    public static ISeriesModel Named(string nameOrPath, ILinearAlgebra algebra)
    {
        var settings = PredictionOptions.Default with { LinearAlgebra = algebra };
        if (LearnedModelLocation.Find(nameOrPath) is not { } learned)
            return new HamiltonianSeries(nameOrPath, "Physics as published, simplified kernel, Tamm–Dancoff, every configuration.", ExcitationModel.Load(nameOrPath), settings);
        return learned.HasHamiltonian
            ? new HamiltonianSeries(learned.Name, $"Physics with learned corrections ({learned.Description.Physics?.Parameters}), trained for {learned.Description.Level}.", learned.Excitations, settings)
            : new NetworkSeries(learned);
    }
}
