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
public sealed class OneCentreExchangeTests
{
    /// <summary>Eh, of the size that INDO has for the first row.</summary>
    private const double SP = 0.10;
    private const double PP = 0.025;

    /// <summary>Eh: two walks of the solver end within this of each other.</summary>
    private const double Rounding = 1e-8;

    private static readonly ParameterSet WithExchange = Changed(Changed(Stda.Parameters, "one_centre_exchange_sp", SP), "one_centre_exchange_pp", PP);

    [Theory]
    [InlineData(nameof(Coupling.Excitations), 1.0)]
    [InlineData(nameof(Coupling.Sum), 2.0)]
    [InlineData(nameof(Coupling.Difference), 0.0)]
    public void The_response_is_that_of_integrals_over_functions(string name, double factor)
    {
        var coupling = Enum.Parse<Coupling>(name);
        var structure = Formaldehyde();
        var plain = Stda.Solve(Stda.Parameters, structure, Multiplicity.Singlet, Stda.Settings(1)).Excitations;
        var kernel = (SimplifiedKernel)Stda.Solve(WithExchange, structure, Multiplicity.Singlet, Stda.Settings(1)).Excitations.Kernel;
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
                            expected[((first + μ) * n) + first + ν] += factor * 2.0 * Integral(μ, ν, λ, σ) * T[((first + λ) * n) + first + σ];
                    }
                }
            }
        }

        for (var k = 0; k < expected.Length; k++)
            (with[k] - without[k]).Should().BeApproximately(expected[k], 1e-14);
    }

    [Fact]
    public void It_raises_singlets_without_monopoles_and_leaves_triplets()
    {
        var structure = Formaldehyde();
        double Lowest(ParameterSet parameters, Multiplicity multiplicity) => Stda.Solve(parameters, structure, multiplicity, Stda.Settings(1)).Excitations.States[0].Energy;
        Lowest(WithExchange, Multiplicity.Triplet).Should().Be(Lowest(Stda.Parameters, Multiplicity.Triplet));
        (Lowest(WithExchange, Multiplicity.Singlet) - Lowest(Stda.Parameters, Multiplicity.Singlet)).Should().BeInRange(
            0.002, 0.03, "n → π* of the oxygen, 2 (xy|xy) times two populations below one");
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
    [InlineData("acetone")]
    [InlineData("azulene")]
    public void Products_elements_and_the_selection_agree(string name)
    {
        var structure = ReferenceSet.Gfn2[name].Structure;
        var model = ExcitationModel.Of(WithExchange);
        var options = new ExcitationOptions { States = 4 };
        var full = Stda.Solve(WithExchange, structure, Multiplicity.Singlet, Stda.Settings(4)).Excitations.States;
        var selected = model.Predict(structure, options).States;
        for (var k = 0; k < 4; k++)
            selected[k].Energy.Should().BeApproximately(full[k].Energy, 2.0 * 1.8374e-4, "the selection's own error of 5 meV is an estimate");
        var problem = model.Record(new Tape(new Arena(), isRecording: false), structure);
        var reference = problem.Reference!;
        var response = new ResponseOperator(
            reference.Tape.Arena, reference.LinearAlgebra, problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet), reference.Orbitals.OccupiedCount,
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
    [InlineData(false)]
    [InlineData(true)]
    public void Derivatives_are_exact(bool isFull)
    {
        var structure = Formaldehyde();
        var settings = Stda.Settings(2, isFull);
        foreach (var table in new[] { "one_centre_exchange_sp", "one_centre_exchange_pp" })
        {
            foreach (var parameters in new[] { Stda.Parameters, WithExchange })
            {
                var (problem, excitations) = Stda.Solve(parameters, structure, Multiplicity.Singlet, settings, isRecording: true, t => t.Name == table);
                excitations.Reference.Tape.Backward(excitations.Resolved().Energies, [1.0, .. new double[excitations.States.Count - 1]]);
                var expected = Differences.FivePoint(
                    h => Stda.Solve(Changed(parameters, table, h, isAdded: true), structure, Multiplicity.Singlet, settings).Excitations.States[0].Energy, 1e-3);
                problem.Parameters.Tables[table].Adjoint.ToArray().Sum().Should().BeApproximately(expected, Rounding, table);
                expected.Should().BeGreaterThan(1e-4, "the lowest singlet has moments within its atoms");
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
        var structure = Formaldehyde();
        var (problem, excitations) = Stda.Solve(WithExchange, structure, Multiplicity.Singlet, Stda.Settings(1));
        var state = excitations.States[0];
        ExcitationLedger.Of(problem.Reference!, excitations.Kernel, state).Sum(entry => entry.Value).Should().BeApproximately(state.Energy, Rounding);
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
