using Hybrid.Core.Autodiff;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Physics.Scf;
using Hybrid.Tests.Physics.Scf;

namespace Hybrid.Tests.Physics.Response.Kernels;

public sealed class SpinPolarisationTests : InteractionContract
{
    private static readonly LayerCase Case = LayerCase.Gfn2(1, 8, 26);

    private static readonly int ShellCount = Case.Basis.ShellCount;

    private readonly PopulationValues populations = PopulationValues.Generic(ShellCount, Case.AtomCount, multipoles: false, seed: 21);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]> { ["W"] = Symmetric() };

    protected override PopulationValues X => populations;

    protected override Interaction Create(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => new SpinPolarisation(Case.Basis, inputs["W"]);

    private static double[] Symmetric()
    {
        var W = Case.Moved(Enumerable.Repeat(-0.03, ShellCount * ShellCount));
        for (var a = 0; a < ShellCount; a++)
        {
            for (var b = 0; b < a; b++)
                W[(a * ShellCount) + b] = W[(b * ShellCount) + a];
        }

        return W;
    }
}
