using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Tests.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Methods;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Kernels;

/// <summary>Integrals within an atom beyond the monopole, which are zero in the published method.</summary>
public sealed class OneCentreIntegralsTests
{
    /// <summary>Eh, of the size that they have in the first row.</summary>
    private const double SP = 0.10;
    private const double PP = 0.025;

    /// <summary>Eh: two walks of the solver end within this of each other.</summary>
    private const double Rounding = 1e-8;

    private static readonly ParameterSet WithExchange =
        Changed(Changed(Changed(Stda.Parameters, "one_centre_exchange_sp", SP), "one_centre_exchange_pp", PP), "one_centre_scale", 1.0);

    [Theory]
    [InlineData(nameof(Coupling.Excitations), Multiplicity.Singlet, 1.0, 0.0)]
    [InlineData(nameof(Coupling.Sum), Multiplicity.Singlet, 2.0, 1.0)]
    [InlineData(nameof(Coupling.Difference), Multiplicity.Singlet, 0.0, -1.0)]
    [InlineData(nameof(Coupling.Excitations), Multiplicity.Triplet, 0.0, 0.0)]
    public void The_response_is_that_of_integrals_over_functions(string name, Multiplicity multiplicity, double singlets, double reverse)
    {
        const double fraction = 0.5;
        var coupling = Enum.Parse<Coupling>(name);
        var structure = Formaldehyde();
        var plain = Stda.Solve(Stda.Parameters, structure, multiplicity, Stda.Settings(1)).Excitations;
        var kernel = Stda.Solve(WithExchange, structure, multiplicity, Stda.Settings(1)).Excitations.Kernel;
        var basis = plain.Reference.Orbitals.Basis;
        var n = basis.OrbitalCount;
        var T = RandomDensity(n, 5);
        double[] with = new double[n * n], without = new double[n * n], expected = new double[n * n];
        kernel.Product(coupling, T, with);
        plain.Kernel.Product(coupling, T, without);
        for (var atom = 0; atom < 2; atom++)
        {
            // Of O and C: 2s, 2p, 3s, 3p.
            var first = basis.FirstOrbitalOfAtom(atom);
            for (var μ = 0; μ < 4; μ++)
            {
                for (var ν = 0; ν < 4; ν++)
                {
                    for (var λ = 0; λ < 4; λ++)
                    {
                        for (var σ = 0; σ < 4; σ++)
                        {
                            var t = T[((first + λ) * n) + first + σ];
                            var transposed = T[((first + σ) * n) + first + λ];
                            expected[((first + μ) * n) + first + ν] += (singlets * 2.0 * Integral(μ, ν, λ, σ) * t)
                                - (fraction * Integral(μ, λ, ν, σ) * (t + (reverse * transposed)));
                        }
                    }
                }
            }
        }

        for (var k = 0; k < expected.Length; k++)
            (with[k] - without[k]).Should().BeApproximately(expected[k], 1e-14);
    }

    [Fact]
    public void It_separates_the_spins_of_transitions_without_monopoles()
    {
        var structure = Formaldehyde();
        double Lowest(ParameterSet parameters, Multiplicity multiplicity) => Stda.Solve(parameters, structure, multiplicity, Stda.Settings(1)).Excitations.States[0].Energy;
        double Gap(ParameterSet parameters) => Lowest(parameters, Multiplicity.Singlet) - Lowest(parameters, Multiplicity.Triplet);
        (Gap(WithExchange) - Gap(Stda.Parameters)).Should().BeInRange(0.002, 0.03, "n → π* of the oxygen has 2 (xy|xy) times two populations below one");
    }

    [Fact]
    public void It_separates_the_terms_of_a_linear_molecule()
    {
        var acetylene = new Structure([6, 6, 1, 1], ExactMolecules.Rotated([0.0, 0.0, 1.136, 0.0, 0.0, -1.136, 0.0, 0.0, 3.143, 0.0, 0.0, -3.143]));
        var states = Stda.Solve(WithExchange, acetylene, Multiplicity.Triplet, Stda.Settings(4)).Excitations.States;
        var plain = Stda.Solve(Stda.Parameters, acetylene, Multiplicity.Triplet, Stda.Settings(4)).Excitations.States;
        (states[1].Energy - states[0].Energy).Should().BeGreaterThan(plain[1].Energy - plain[0].Energy + 0.002, "Σ⁺ is below Δ among triplets of π → π*");
        (states[2].Energy - states[1].Energy).Should().BeLessThan(1e-6, "Δ is degenerate");
    }

    [Fact]
    public void Nothing_depends_on_the_axes()
    {
        var structure = ReferenceSet.Gfn2["acetone"].Structure;
        var turned = structure.At(ExactMolecules.Rotated(structure.Positions.ToArray()));
        var a = Stda.Solve(WithExchange, structure, Multiplicity.Singlet, Stda.Settings(4)).Excitations.States;
        var b = Stda.Solve(WithExchange, turned, Multiplicity.Singlet, Stda.Settings(4)).Excitations.States;
        for (var k = 0; k < 4; k++)
            b[k].Energy.Should().BeApproximately(a[k].Energy, Rounding);
    }

    [Theory]
    [InlineData("acetone", Multiplicity.Singlet)]
    [InlineData("acetone", Multiplicity.Triplet)]
    [InlineData("azulene", Multiplicity.Singlet)]
    public void Products_elements_and_the_selection_agree(string name, Multiplicity multiplicity)
    {
        var structure = ReferenceSet.Gfn2[name].Structure;
        var model = ExcitationModel.Of(WithExchange);
        var options = new ExcitationOptions { States = 4, Multiplicities = [multiplicity] };
        var full = Stda.Solve(WithExchange, structure, multiplicity, Stda.Settings(4)).Excitations.States;
        var selected = model.Predict(structure, options).States;
        for (var k = 0; k < 4; k++)
            selected[k].Energy.Should().BeApproximately(full[k].Energy, 2.0 * 1.8374e-4, "the selection's own error of 5 meV is an estimate");
        var problem = model.Record(new Tape(new Arena(), isRecording: false), structure);
        var reference = problem.Reference!;
        var response = new ResponseOperator(
            reference.Tape.Arena, reference.LinearAlgebra, problem.Kernel(KernelKind.Simplified, multiplicity), reference.Orbitals.OccupiedCount,
            reference.Rotations, reference.Orbitals.Energies.ToArray());
        var x = RandomDensity(response.Count, 3)[..response.Count];
        var y = new double[response.Count];
        response.Apply(Coupling.Excitations, x, y);
        if (response.Count < 1500)
        {
            var A = response.Matrix(Coupling.Excitations);
            for (var r = 0; r < response.Count; r++)
                System.Numerics.Tensors.TensorPrimitives.Dot<double>(A.AsSpan(r * response.Count, response.Count), x).Should().BeApproximately(y[r], 1e-12);
        }
    }

    [Theory]
    [InlineData(Multiplicity.Singlet, false)]
    [InlineData(Multiplicity.Singlet, true)]
    [InlineData(Multiplicity.Triplet, false)]
    public void Derivatives_are_exact(Multiplicity multiplicity, bool isFull)
    {
        var structure = Formaldehyde();
        var settings = Stda.Settings(2, isFull);
        foreach (var parameters in new[] { Stda.Parameters, WithExchange })
        {
            foreach (var table in parameters == WithExchange ? new[] { "one_centre_scale", "one_centre_exchange_sp", "one_centre_exchange_pp" } : ["one_centre_scale"])
            {
                var (problem, excitations) = Stda.Solve(parameters, structure, multiplicity, settings, isRecording: true, t => t.Name == table);
                excitations.Reference.Tape.Backward(excitations.Resolved().Energies, [1.0, .. new double[excitations.States.Count - 1]]);
                var expected = Differences.FivePoint(
                    h => Stda.Solve(Changed(parameters, table, h, isAdded: true), structure, multiplicity, settings).Excitations.States[0].Energy, 1e-3);
                problem.Parameters.Tables[table].Adjoint.ToArray().Sum().Should().BeApproximately(expected, Rounding, table);
                Math.Abs(expected).Should().BeGreaterThan(1e-6, "the lowest states have moments within their atoms");
            }
        }
    }

    [Fact]
    public void Positions_have_their_derivatives()
    {
        var structure = Formaldehyde();
        var (problem, excitations) = Stda.Solve(WithExchange, structure, Multiplicity.Singlet, Stda.Settings(2), isRecording: true);
        excitations.Reference.Tape.Backward(excitations.Resolved().Energies, [1.0, .. new double[excitations.States.Count - 1]]);
        foreach (var e in new[] { 0, 4, 8 })
        {
            var expected = Differences.FivePoint(
                h =>
                {
                    var moved = structure.Positions.ToArray();
                    moved[e] += h;
                    return Stda.Solve(WithExchange, structure.At(moved), Multiplicity.Singlet, Stda.Settings(2)).Excitations.States[0].Energy;
                },
                1e-3);
            problem.Positions.Adjoint[e].Should().BeApproximately(expected, 1e-7);
        }
    }

    [Fact]
    public void The_ledger_has_it_within_atoms()
    {
        foreach (var (multiplicity, isFull) in new[] { (Multiplicity.Singlet, false), (Multiplicity.Singlet, true), (Multiplicity.Triplet, false) })
        {
            var (problem, excitations) = Stda.Solve(WithExchange, Formaldehyde(), multiplicity, Stda.Settings(1, isFull));
            var state = excitations.States[0];
            ExcitationLedger.Of(problem.Reference!, excitations.Kernel, state).Sum(entry => entry.Value).Should().BeApproximately(state.Energy, Rounding);
        }
    }

    /// <summary>(μν|λσ) of s, x, y, z without what the monopole has.</summary>
    private static double Integral(int μ, int ν, int λ, int σ)
    {
        var isDipole = (μ == 0) != (ν == 0);
        if (isDipole != ((λ == 0) != (σ == 0)))
            return 0.0;
        if (isDipole)
            return Math.Max(μ, ν) == Math.Max(λ, σ) ? SP : 0.0;
        if (μ == 0 || λ == 0)
            return 0.0;
        if (μ != ν)
            return (μ == λ && ν == σ) || (μ == σ && ν == λ) ? PP : 0.0;
        if (λ != σ)
            return 0.0;
        return μ == λ ? 4.0 / 3.0 * PP : -2.0 / 3.0 * PP;
    }

    private static double[] RandomDensity(int n, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5).ToArray();
    }

    private static Structure Formaldehyde() => new([8, 6, 1, 1], ExactMolecules.Rotated([0.0, 0.1, 2.28, 0.0, 0.0, 0.0, 1.77, 0.0, -1.11, -1.72, 0.1, -1.11]));

    private static ParameterSet Changed(ParameterSet parameters, string name, double value, bool isAdded = false)
    {
        var table = parameters.Tables.Single(t => t.Name == name);
        return parameters.With(table.WithValues(table.Values.ToArray().Select(v => isAdded ? v + value : value).ToArray()));
    }
}
