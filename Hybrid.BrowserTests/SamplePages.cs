using System.Globalization;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.BrowserTests;

/// <summary>
/// Pages with real orbitals of GFN2-xTB. Their states are single promotions with differences of orbital energies, which no
/// spectroscopist would believe; they exercise all that a page has.
/// </summary>
internal static class SamplePages
{
    private static readonly Lazy<PredictedSpectrum> Benzene = new(() => Spectrum("benzene", "c6h6.xyz", 2));
    private static readonly Lazy<PredictedSpectrum> Caffeine = new(() => Spectrum("caffeine", "caffeine.xyz", 4));

    /// <summary>Caffeine first, with a curve of an arbitrary unit.</summary>

    public static SpectrumPage TwoMolecules() => new("Caffeine and benzene", [Caffeine.Value, Benzene.Value])
    {
        Measured = new MeasuredSpectrum("measured", MeasuredCurve.Read(new StringReader(Bump()), "bump"), IsMolar: false),
    };

    public static SpectrumPage OneMolecule() => new("Benzene", [Benzene.Value]);

    /// <summary>One state at 5 eV with f = 1 and R = 10: what its bands must be is known.</summary>
    public static SpectrumPage OneState() => new("<b>One</b> & only </script>", [new PredictedSpectrum(
        "water", "none", Structure.FromAngstrom([8, 1, 1], [0, 0, 0, 0.96, 0, 0, -0.24, 0.93, 0]),
        [new PredictedState(Multiplicity.Singlet, 5.0 / 27.211386245988, 1.0, 10.0, "made up", ["</script><script>"], [])], [])]);

    private static string Bump() => string.Join('\n', Enumerable.Range(0, 80).Select(n =>
        FormattableString.Invariant($"{2.5 + (0.05 * n):F2} {1.0 / (1.0 + ((n - 40.0) * (n - 40.0) / 90.0)):F6}")));

    private static PredictedSpectrum Spectrum(string name, string file, int frontier)
    {
        var structure = Read(file);
        var prediction = Model.Load("gfn2-xtb").Predict(structure, Properties.Orbitals | Properties.Matrices).EnsureConverged();
        var (homo, lumo) = (prediction.Orbitals.HomoIndex!.Value, prediction.Orbitals.LumoIndex!.Value);
        var orbitals = Enumerable.Range(homo - frontier + 1, 2 * frontier).ToDictionary(i => i, i => Orbital(prediction, i));
        var states =
            from i in Enumerable.Range(homo - frontier + 1, frontier)
            from a in Enumerable.Range(lumo, frontier)
            from multiplicity in new[] { Multiplicity.Singlet, Multiplicity.Triplet }
            select State(prediction, orbitals, i, a, multiplicity);
        return new PredictedSpectrum(name, "GFN2-xTB orbital differences", structure, [.. states],
        [
            new("model", prediction.Provenance.Model), new("level of theory", prediction.Provenance.LevelOfTheory),
            new("parameters", prediction.Provenance.ParameterSource), new("version", prediction.Provenance.LibraryVersion),
            new("linear algebra", prediction.Provenance.LinearAlgebra),
        ]);
    }

    private static PredictedState State(Prediction prediction, Dictionary<int, OrbitalGrid> orbitals, int i, int a, Multiplicity multiplicity)
    {
        var (homo, lumo) = (prediction.Orbitals.HomoIndex!.Value, prediction.Orbitals.LumoIndex!.Value);
        var isSinglet = multiplicity == Multiplicity.Singlet;
        var ω = prediction.Orbitals.Energies[a] - prediction.Orbitals.Energies[i] - (isSinglet ? 0.0 : 0.02);
        var configuration = $"{Named("HOMO", homo - i, '−')} → {Named("LUMO", a - lumo, '+')}, 100 %";
        var f = isSinglet ? 2.0 / 3.0 * ω * SquaredTransitionDipole(prediction, i, a) : 0.0;
        return new PredictedState(multiplicity, ω, f, null, "single promotion", [configuration], [new TransitionOrbitalPair(1.0, orbitals[i], orbitals[a])]);
    }

    private static string Named(string frontier, int distance, char sign) =>
        distance == 0 ? frontier : string.Create(CultureInfo.InvariantCulture, $"{frontier}{sign}{distance}");

    private static OrbitalGrid Orbital(Prediction prediction, int i) =>
        OrbitalGrid.Of(prediction.Structure.Positions, prediction.Matrices.Basis, Row(prediction, i));

    private static ReadOnlySpan<double> Row(Prediction prediction, int i) =>
        prediction.Matrices.Coefficients.Span.Slice(i * prediction.Matrices.Count, prediction.Matrices.Count);

    /// <summary>2 |⟨i|r|a⟩|² by a sum over a coarse grid.</summary>
    private static double SquaredTransitionDipole(Prediction prediction, int i, int a)
    {
        var positions = prediction.Structure.Positions;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var x in positions)
            (low, high) = (Math.Min(low, x - 6.0), Math.Max(high, x + 6.0));
        var points = RegularGrid.Spanning((low, low, low), (high, high, high), 0.7, 32_000);
        var φ = OrbitalGrid.Of(positions, prediction.Matrices.Basis, Row(prediction, i), points).Values;
        var χ = OrbitalGrid.Of(positions, prediction.Matrices.Basis, Row(prediction, a), points).Values;
        double x̄ = 0, ȳ = 0, z̄ = 0;
        for (var n = 0; n < φ.Length; n++)
        {
            var ρ = φ[n] * χ[n] * points.PointVolume;
            x̄ += ρ * (n / (points.CountY * points.CountZ)) * points.Spacing;
            ȳ += ρ * (n / points.CountZ % points.CountY) * points.Spacing;
            z̄ += ρ * (n % points.CountZ) * points.Spacing;
        }

        return 2.0 * ((x̄ * x̄) + (ȳ * ȳ) + (z̄ * z̄));
    }

    private static Structure Read(string file) => StructureFile.Read(Path.Combine(AppContext.BaseDirectory, "structures", file));
}
