using System.Reflection;
using System.Text.Json;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Selection;

namespace Hybrid.Tests.Physics.Response.Selection;

/// <summary>Orbitals of xtb4stda 1.0 and what std2 2.0 makes of them; see std2-published.json for the command lines.</summary>
internal sealed class PublishedMolecule
{
    private readonly JsonElement record;

    private PublishedMolecule(JsonElement record) => this.record = record;

    public double Window => record.GetProperty("window_ev").GetDouble();

    public double[] Dipoles => Numbers("dipoles");

    public double[] Strengths => Numbers("strengths");

    public SiteOrbitals Orbitals => new(
        record.GetProperty("occupied").GetInt32(), Numbers("coefficients"), Numbers("energies"), [.. Numbers("site_of_function").Select(x => (int)x)]);

    public static PublishedMolecule Named(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("std2-published.json")!;
        using var document = JsonDocument.Parse(stream);
        return new PublishedMolecule(document.RootElement.GetProperty("molecules").EnumerateArray().Single(m => m.GetProperty("name").GetString() == name).Clone());
    }

    public double[] Energies(Multiplicity multiplicity) => Numbers(multiplicity == Multiplicity.Singlet ? "singlets_ev" : "triplets_ev");

    /// <summary>(R^p + (scale·η)^−p)^(−1/p) with η the mean hardness.</summary>
    public double[] Damped(double power, double scale)
    {
        var (positions, hardness) = (Numbers("positions"), Numbers("hardness"));
        var n = hardness.Length;
        var γ = new double[n * n];
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
            {
                var distance = Math.Sqrt(Enumerable.Range(0, 3).Sum(k => Math.Pow(positions[(3 * a) + k] - positions[(3 * b) + k], 2)));
                var η = scale * 0.5 * (hardness[a] + hardness[b]);
                γ[(a * n) + b] = Math.Pow(Math.Pow(distance, power) + Math.Pow(η, -power), -1 / power);
            }
        }

        return γ;
    }

    private double[] Numbers(string property) => [.. record.GetProperty(property).EnumerateArray().Select(x => x.GetDouble())];
}
