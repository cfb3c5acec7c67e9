using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;

namespace Hybrid.Benchmarks.Xtb;

/// <summary>One structure with one method: xtb and ourselves in turns, energy and gradient, one thread each.</summary>
internal sealed class XtbComparison
{
    private XtbComparison(TestStructure structure, TightBindingMethod method, int providers)
    {
        Structure = structure.Name;
        Atoms = structure.Atoms.AtomCount;
        Method = method.Parameters.Method;
        Ours = [.. Enumerable.Range(0, providers).Select(_ => new Sample())];
    }

    public string Structure { get; }

    public int Atoms { get; }

    public string Method { get; }

    /// <summary>The total time that xtb prints.</summary>
    public Sample Xtb { get; } = new();

    /// <summary>Our time in process after warm-up, for each linear algebra.</summary>
    public Sample[] Ours { get; }

    /// <summary>The iterations of our self-consistent field.</summary>
    public int Iterations { get; private set; }

    /// <summary>Our energy minus that of xtb, both at default accuracy, Eh.</summary>
    public double EnergyDifference { get; private set; }

    /// <summary>False for molecules smaller than caffeine, where xtb's time is mostly its start, in a few steps of its clock.</summary>
    public bool IsJudged => Atoms >= 24;

    public double Ratio(int provider) => Ours[provider].Median / Xtb.Median;

    public static XtbComparison Measure(TestStructure structure, TightBindingMethod method, IReadOnlyList<ILinearAlgebra> providers, Clock clock, int runs)
    {
        var comparison = new XtbComparison(structure, method, providers.Count);
        var gfn = method.Parameters.Method == "gfn1-xtb" ? 1 : 2;
        var model = Model.Of(method.Parameters);
        var predictions = providers.Select(algebra => new PredictionOptions { LinearAlgebra = algebra })
            .Select(options => (Func<Prediction>)(() => model.Predict(structure.Atoms, Properties.Forces, options))).ToArray();
        foreach (var predict in predictions)
            Stopclock.WarmUp(() => predict());
        XtbProgram.Gradient(structure.Path, gfn);

        for (var run = 0; run < runs; run++)
        {
            var xtb = XtbProgram.Gradient(structure.Path, gfn);
            comparison.Xtb.Add(clock == Clock.Wall ? xtb.WallSeconds : xtb.CpuSeconds);
            for (var k = 0; k < predictions.Length; k++)
            {
                Prediction? prediction = null;
                comparison.Ours[k].Add(Stopclock.Seconds(clock, () => prediction = predictions[k]()));
                comparison.Iterations = prediction!.EnsureConverged().Certificate.Scf.Iterations;
                comparison.EnergyDifference = prediction.Energy - xtb.Energy;
            }
        }

        return comparison;
    }
}
