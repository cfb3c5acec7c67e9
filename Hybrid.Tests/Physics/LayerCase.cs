using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Parameters;

namespace Hybrid.Tests.Physics;

/// <summary>Atoms in no symmetric place and a method's parameters for them, each moved a little so that no two are alike.</summary>
internal sealed class LayerCase
{
    private const double ClosestDistance = 2.0;

    private readonly ParameterSet parameters;
    private readonly Random random;

    private LayerCase(ParameterSet parameters, int[] atomicNumbers, int seed, string step = "")
    {
        this.parameters = parameters;
        AtomicNumbers = atomicNumbers;
        random = new Random(seed);
        Positions = Scattered();
        Basis = new OrbitalBasis(parameters, atomicNumbers, step);
    }

    public int[] AtomicNumbers { get; }

    public int AtomCount => AtomicNumbers.Length;

    public double[] Positions { get; }

    public OrbitalBasis Basis { get; }

    public static LayerCase Gfn1(params int[] atomicNumbers) => new(ParameterSet.Embedded("gfn1-xtb"), atomicNumbers, seed: 11);

    public static LayerCase Gfn2(params int[] atomicNumbers) => new(ParameterSet.Embedded("gfn2-xtb"), atomicNumbers, seed: 12);

    /// <summary>The "valence" or the "extended" step of sTDA-xTB.</summary>
    public static LayerCase Stda(string step, params int[] atomicNumbers) => new(ParameterSet.Embedded("stda-xtb"), atomicNumbers, seed: 13, step);

    public static AtomPairs Pairs(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => AtomPairs.OfMolecule(tape, inputs["positions"]);

    /// <summary>A table's values for the atoms.</summary>
    public double[] PerAtom(string table) => Moved(AtomicNumbers.Select(z => parameters[table].Values[z - 1]));

    /// <summary>A table's values for the shells.</summary>
    public double[] PerShell(string table)
    {
        var values = new List<double>();
        foreach (var z in AtomicNumbers)
        {
            for (var s = 0; s < parameters.Shells(z, parameters[table].Step).Length; s++)
                values.Add(parameters[table].Values[parameters.FirstShell(z, parameters[table].Step) + s]);
        }

        return Moved(values);
    }

    /// <summary>A global parameter.</summary>
    public double[] Global(string table) => Moved([parameters[table].Values[0]]);

    /// <summary>Values close to given ones; a zero becomes a small number.</summary>
    public double[] Moved(IEnumerable<double> values) =>
        [.. values.Select(v => v == 0.0 ? 0.05 * (random.NextDouble() + 0.2) : v * (1.0 + (0.04 * random.NextDouble())))];

    /// <summary>Numbers between −½ and ½ of a given length.</summary>
    public double[] Noise(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];

    private double[] Scattered()
    {
        var placed = new List<double[]>();
        while (placed.Count < AtomCount)
        {
            double[] r = [6.0 * random.NextDouble(), 6.0 * random.NextDouble(), 6.0 * random.NextDouble()];
            if (placed.TrueForAll(other => other.Zip(r, (a, b) => (a - b) * (a - b)).Sum() > ClosestDistance * ClosestDistance))
                placed.Add(r);
        }

        return [.. placed.SelectMany(r => r)];
    }
}
