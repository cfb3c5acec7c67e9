using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>What must not change when only the description of a molecule changes.</summary>
public sealed class InvarianceTests
{
    private const double Energy = 1e-9;

    /// <summary>First order in the error of the populations, 10⁻¹¹.</summary>
    private const double Gradient = 1e-9;

    private const double Charge = 1e-9;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var molecule in new[] { "caffeine", "ferrocene", "ticl3_radical", "acetate", "br2_nh3", "trichlorosilane" })
            {
                data.Add("gfn1-xtb", molecule);
                data.Add("gfn2-xtb", molecule);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_turned_and_shifted_molecule_has_the_same_energy_and_a_turned_gradient(string method, string molecule)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure(molecule);
        var here = Solver.Solve(parameters, structure, isRecording: true);
        foreach (var seed in new[] { 1, 2 })
        {
            var rotation = Rotation(seed);
            var turned = Turned(rotation, structure.Positions);
            for (var i = 0; i < turned.Length; i++)
                turned[i] += new[] { 13.0, -7.0, 21.0 }[i % 3];
            var there = Solver.Solve(parameters, structure.At(turned), isRecording: true);
            there.Energy.Scalar.Should().BeApproximately(here.Energy.Scalar, Energy);
            ShouldBeClose(there.Positions.Adjoint, Turned(rotation, here.Positions.Adjoint), Gradient);
            ShouldBeClose(there.AtomCharges(), here.AtomCharges(), Charge);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Atoms_in_another_order_have_the_same_energy_and_their_own_charges(string method, string molecule)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure(molecule);
        var random = new Random(4);
        int[] order = [.. Enumerable.Range(0, structure.AtomCount).OrderBy(_ => random.Next())];
        var positions = structure.Positions.ToArray();
        var atomicNumbers = structure.AtomicNumbers.ToArray();
        var shuffled = new Structure(
            [.. order.Select(A => atomicNumbers[A])], [.. order.SelectMany(A => positions[(3 * A)..((3 * A) + 3)])], structure.Charge, structure.UnpairedElectrons);

        GroundState here = Solver.Solve(parameters, structure, isRecording: true), there = Solver.Solve(parameters, shuffled, isRecording: true);
        there.Energy.Scalar.Should().BeApproximately(here.Energy.Scalar, Energy);
        var charges = here.AtomCharges();
        ShouldBeClose(there.AtomCharges(), [.. order.Select(A => charges[A])], Charge);
        var gradient = here.Positions.Adjoint.ToArray();
        ShouldBeClose(there.Positions.Adjoint, [.. order.SelectMany(A => gradient[(3 * A)..((3 * A) + 3)])], Gradient);
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Forces_and_torques_of_a_free_molecule_vanish(string method)
    {
        var state = Solver.Solve(Solver.Parameters(method), Solver.Structure("caffeine"), isRecording: true);
        double[] force = new double[3], torque = new double[3];
        for (var A = 0; A < state.Positions.Length; A += 3)
        {
            Span<double> r = state.Positions.Value.Slice(A, 3), g = state.Positions.Adjoint.Slice(A, 3);
            for (var k = 0; k < 3; k++)
            {
                force[k] += g[k];
                torque[k] += (r[(k + 1) % 3] * g[(k + 2) % 3]) - (r[(k + 2) % 3] * g[(k + 1) % 3]);
            }
        }

        force.Concat(torque).Should().OnlyContain(component => Math.Abs(component) < 1e-10);
    }

    [Theory]
    [InlineData("h2o", 0.0)]
    [InlineData("nh4_cation", 1.0)]
    [InlineData("acetate", -1.0)]
    public void The_dipole_moves_with_the_origin_by_the_charge(string molecule, double charge)
    {
        foreach (var method in new[] { "gfn1-xtb", "gfn2-xtb" })
        {
            var structure = Solver.Structure(molecule);
            var shifted = structure.Positions.ToArray();
            for (var i = 2; i < shifted.Length; i += 3)
                shifted[i] += 5.0;
            var here = Solver.Solve(Solver.Parameters(method), structure).Moments.Value.ToArray();
            var there = Solver.Solve(Solver.Parameters(method), structure.At(shifted)).Moments.Value.ToArray();
            there[0].Should().BeApproximately(here[0], Charge);
            there[1].Should().BeApproximately(here[1], Charge);
            there[2].Should().BeApproximately(here[2] + (5.0 * charge), 10.0 * Charge);
            there[8].Should().BeApproximately(here[8] + (10.0 * here[2]) + (25.0 * charge), 100.0 * Charge, "the second moment follows the first");
        }
    }

    [Fact]
    public void Runs_of_the_same_structure_agree_in_every_bit()
    {
        foreach (var method in new[] { "gfn1-xtb", "gfn2-xtb" })
        {
            var runs = new double[4][];
            Parallel.For(0, runs.Length, run => runs[run] = Numbers(method, "caffeine", Solver.Tight));
            foreach (var run in runs)
                run.Should().Equal(runs[0]);
        }
    }

    internal static double[] Numbers(string method, string molecule, ScfSettings settings)
    {
        var state = Solver.Solve(Solver.Parameters(method), Solver.Structure(molecule), isRecording: true, settings, isDifferentiated: _ => true);
        return
        [
            state.Energy.Scalar, .. state.Positions.Adjoint, .. state.Scf.Populations.Value, .. state.Scf.OrbitalEnergies.Value,
            .. state.Parameters.Tables.OrderBy(table => table.Key, StringComparer.Ordinal).SelectMany(table => table.Value.Adjoint.ToArray()),
        ];
    }

    /// <summary>A rotation matrix from a unit quaternion.</summary>
    private static double[] Rotation(int seed)
    {
        var random = new Random(seed);
        double[] q = [random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5];
        var norm = Math.Sqrt(q.Sum(component => component * component));
        var (w, x, y, z) = (q[0] / norm, q[1] / norm, q[2] / norm, q[3] / norm);
        return
        [
            1.0 - (2.0 * ((y * y) + (z * z))), 2.0 * ((x * y) - (w * z)), 2.0 * ((x * z) + (w * y)),
            2.0 * ((x * y) + (w * z)), 1.0 - (2.0 * ((x * x) + (z * z))), 2.0 * ((y * z) - (w * x)),
            2.0 * ((x * z) - (w * y)), 2.0 * ((y * z) + (w * x)), 1.0 - (2.0 * ((x * x) + (y * y))),
        ];
    }

    private static double[] Turned(double[] rotation, ReadOnlySpan<double> vectors)
    {
        var turned = new double[vectors.Length];
        for (var i = 0; i < turned.Length; i++)
        {
            for (var k = 0; k < 3; k++)
                turned[i] += rotation[(3 * (i % 3)) + k] * vectors[i - (i % 3) + k];
        }

        return turned;
    }

    private static void ShouldBeClose(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            actual[i].Should().BeApproximately(expected[i], tolerance);
    }
}
