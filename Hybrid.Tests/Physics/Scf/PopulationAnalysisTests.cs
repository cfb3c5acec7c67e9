using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Scf;

public abstract class PopulationAnalysisContract(bool withMultipoles) : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Gfn1(1, 26, 17, 6, 1);
    private static readonly double[] P = Symmetric();

    private readonly double[] potential = Case.Noise(Case.Basis.ShellCount + (withMultipoles ? 9 * Case.AtomCount : 0));

    /// <summary>The vectors of the pairs also shift the operators of the second atom.</summary>
    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["ζ"] = Case.PerShell("slater_exponent"),
    };

    [Fact]
    public void The_Hamiltonian_of_a_potential_is_the_transpose_of_the_populations_of_a_density()
    {
        var (analysis, _) = Analysis(new Tape(new Arena()));
        var x = analysis.Rent(new Arena());
        analysis.Contract(P, x);
        var F = new double[P.Length];
        analysis.AddHamiltonian(View(potential), F);

        var energy = Dot(x.Independent, potential);
        Dot(P, F).Should().BeApproximately(energy, 1e-11 * Math.Abs(energy));
        energy.Should().NotBe(0.0);
        var n = Case.Basis.OrbitalCount;
        for (var μ = 0; μ < n; μ++)
        {
            for (var ν = 0; ν < n; ν++)
                F[(μ * n) + ν].Should().BeApproximately(F[(ν * n) + μ], 1e-13);
        }
    }

    [Fact]
    public void Shell_charges_are_those_of_Mulliken()
    {
        var (analysis, integrals) = Analysis(new Tape(new Arena()));
        var x = analysis.Rent(new Arena());
        analysis.Contract(P, x);
        var n = Case.Basis.OrbitalCount;
        var S = new double[n * n];
        foreach (var block in integrals.Layout.Blocks.ToArray())
        {
            for (var μ = 0; μ < block.Rows; μ++)
            {
                for (var ν = 0; ν < block.Columns; ν++)
                    S[((block.FirstRow + μ) * n) + block.FirstColumn + ν] = S[((block.FirstColumn + ν) * n) + block.FirstRow + μ] = integrals.Of(block)[(μ * block.Columns) + ν];
            }
        }

        var charges = new double[Case.Basis.ShellCount];
        for (var μ = 0; μ < n; μ++)
            charges[Case.Basis.OrbitalShell[μ]] -= Dot(P.AsSpan(μ * n, n), S.AsSpan(μ * n, n));
        for (var s = 0; s < charges.Length; s++)
            x.ShellCharges[s].Should().BeApproximately(charges[s], 1e-12);
        for (var A = 0; A < Case.AtomCount; A++)
            x.AtomCharges[A].Should().BeApproximately(charges.Where((_, s) => Case.Basis.ShellAtom[s] == A).Sum(), 1e-12);
        for (var A = 0; A < x.AtomQuadrupoles.Length; A += 6)
            (x.AtomQuadrupoles[A] + x.AtomQuadrupoles[A + 2] + x.AtomQuadrupoles[A + 5]).Should().BeApproximately(0.0, 1e-11, "quadrupoles have no trace");
    }

    /// <summary>Tr(P F(v)) of a fixed density and potential as a layer of the integrals and the pairs' vectors.</summary>
    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs)
    {
        var integrals = Integrals(tape, inputs);
        var analysis = new PopulationAnalysis(integrals, withMultipoles);
        var F = new double[P.Length];
        analysis.AddHamiltonian(View(potential), F);
        var trace = tape.Output([integrals.Values, integrals.Pairs.Vectors], 1);
        trace.Value[0] = Dot(P, F);
        tape.Record(trace, () => analysis.PropagateAdjoint(P, View(potential), trace.Adjoint[0]));
        return trace;
    }

    private static double[] Symmetric()
    {
        var n = Case.Basis.OrbitalCount;
        var noise = Case.Noise(n * n);
        return [.. noise.Select((value, i) => value + noise[(i % n * n) + (i / n)])];
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static Populations View(double[] independent) => new(independent, new double[Case.AtomCount], Case.Basis.ShellCount);

    private static MultipoleIntegrals Integrals(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        MultipoleIntegrals.Create(tape, Case.Basis, LayerCase.Pairs(tape, inputs), inputs["ζ"], order: 2);

    private (PopulationAnalysis Analysis, MultipoleIntegrals Integrals) Analysis(Tape tape)
    {
        var integrals = Integrals(tape, LayerGradient.Leaves(tape, Inputs));
        return (new PopulationAnalysis(integrals, withMultipoles), integrals);
    }
}

public sealed class MullikenChargesTests() : PopulationAnalysisContract(withMultipoles: false);

public sealed class MullikenMultipolesTests() : PopulationAnalysisContract(withMultipoles: true);
