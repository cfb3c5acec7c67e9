using System.Globalization;
using System.Reflection;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Dispersion;

namespace Hybrid.Tests.Physics.Dispersion;

/// <summary>Atoms with charges, and the dispersion layers of GFN1-xTB and GFN2-xTB over them.</summary>
internal sealed record DispersionCase(string Name, int[] AtomicNumbers, double[] Positions, double[] Charges, double? Gfn1Energy, double Gfn2Energy)
{
    private static readonly string[] Symbols =
        "X H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn".Split(' ');

    private static readonly Lazy<Dictionary<string, DispersionCase>> Table = new(Read);

    public int AtomCount => AtomicNumbers.Length;

    /// <summary>A structure that xtb was run on.</summary>
    public static DispersionCase Of(string name) => Table.Value[name];

    /// <summary>Ten atoms of eight elements in no symmetric place.</summary>
    public static DispersionCase Mixed()
    {
        int[] elements = [6, 1, 1, 8, 16, 26, 1, 17, 7, 35];
        double[] positions =
        [
            0.1, -0.2, 0.3, 2.1, 0.2, -0.4, -0.7, 1.9, 0.5, -1.1, -1.5, 1.9, 3.6, 2.7, 2.2,
            -4.1, 1.0, 3.3, -2.7, -2.9, 2.6, 6.3, 4.9, 0.4, 1.2, -4.4, -2.1, -3.9, 5.1, -1.7,
        ];
        return new DispersionCase("mixed", elements, positions, [0.1, 0.15, 0.05, -0.4, -0.2, 0.5, 0.3, -0.3, -0.1, -0.1], null, 0.0);
    }

    public double[] PerAtom(Func<int, double> ofElement) => [.. AtomicNumbers.Select(ofElement)];

    /// <summary>The inputs of D4 with the parameters of GFN2-xTB, by name.</summary>
    public Dictionary<string, double[]> D4Inputs() => new()
    {
        ["positions"] = Positions,
        ["radii"] = PerAtom(D4References.Gfn2.CovalentRadius),
        ["electronegativities"] = PerAtom(D4References.Gfn2.Electronegativity),
        ["steepness"] = [6.0],
        ["charge height"] = [3.0],
        ["charge steepness"] = [2.0],
        ["hardness"] = PerAtom(D4References.Gfn2.Hardness),
        ["s6"] = [1.0],
        ["s8"] = [2.7],
        ["a1"] = [0.52],
        ["a2"] = [5.0],
        ["radial moments"] = PerAtom(D4References.Gfn2.RadialMoment),
    };

    /// <summary>The inputs with every number moved a little, so that no two atoms of an element are alike.</summary>
    public static Dictionary<string, double[]> Jittered(Dictionary<string, double[]> inputs)
    {
        var random = new Random(7);
        return inputs.ToDictionary(i => i.Key, i => i.Value.Select(v => v * (1.0 + (0.04 * random.NextDouble()))).ToArray());
    }

    public ReferenceMixture D4Mixture(Tape tape, IReadOnlyDictionary<string, Variable> v) => ReferenceMixture.D4(
        tape,
        AtomicNumbers,
        CovalentCoordinationNumber.Counted(tape, v["positions"], v["radii"], v["electronegativities"]),
        v["steepness"],
        new ChargeScaling(v["charge height"], v["charge steepness"], v["hardness"]));

    public static RationalDamping Damping(IReadOnlyDictionary<string, Variable> v) => new(v["s6"], v["s8"], v["a1"], v["a2"], v["radial moments"]);

    public static Dictionary<string, Variable> Leaves(Tape tape, IReadOnlyDictionary<string, double[]> inputs) =>
        inputs.ToDictionary(i => i.Key, i => tape.Leaf(i.Value, i.Value.Length));

    private static Dictionary<string, DispersionCase> Read()
    {
        const double BohrInAngstrom = 0.529177210903;
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("xtb-dispersion.txt")!;
        using var reader = new StreamReader(stream);
        var cases = new Dictionary<string, DispersionCase>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var words = line.Split(' ');
            var n = int.Parse(words[2], CultureInfo.InvariantCulture);
            var elements = new int[n];
            var positions = new double[3 * n];
            var charges = new double[n];
            for (var atom = 0; atom < n; atom++)
            {
                var columns = reader.ReadLine()!.Split(' ');
                elements[atom] = Array.IndexOf(Symbols, columns[0]);
                for (var k = 0; k < 3; k++)
                    positions[(3 * atom) + k] = Number(columns[k + 1]) / BohrInAngstrom;
                charges[atom] = Number(columns[4]);
            }

            cases[words[1]] = new DispersionCase(words[1], elements, positions, charges, words[3] == "-" ? null : Number(words[3]), Number(words[4]));
        }

        return cases;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
