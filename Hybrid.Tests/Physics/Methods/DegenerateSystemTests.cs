using FluentAssertions;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>Degenerate orbitals, exactly on axes and planes: nothing may divide by zero, and symmetry must survive.</summary>
public sealed class DegenerateSystemTests
{
    /// <summary>First order in the error of the populations, and the rounding of the orbitals within a degenerate set.</summary>
    private const double Symmetric = 1e-9;

    public static TheoryData<string> Methods => new("gfn1-xtb", "gfn2-xtb");

    [Theory]
    [MemberData(nameof(Methods))]
    public void Benzene_on_its_axes_pulls_every_atom_along_its_radius(string method)
    {
        var positions = new List<double>();
        for (var A = 0; A < 12; A++)
        {
            var r = A < 6 ? 2.65 : 4.70;
            positions.AddRange([r * Math.Cos(A * Math.PI / 3.0), r * Math.Sin(A * Math.PI / 3.0), 0.0]);
        }

        var state = Solver.Solve(Solver.Parameters(method), new Structure([6, 6, 6, 6, 6, 6, 1, 1, 1, 1, 1, 1], [.. positions]), isRecording: true);
        var charges = state.AtomCharges();
        for (var A = 0; A < 12; A++)
        {
            var g = state.Positions.Adjoint.Slice(3 * A, 3);
            var (c, s) = (Math.Cos(A * Math.PI / 3.0), Math.Sin(A * Math.PI / 3.0));
            var first = 3 * (A < 6 ? 0 : 6);
            ((c * g[0]) + (s * g[1])).Should().BeApproximately(state.Positions.Adjoint[first], Symmetric);
            ((c * g[1]) - (s * g[0])).Should().BeApproximately(0.0, Symmetric);
            g[2].Should().BeApproximately(0.0, Symmetric);
            charges[A].Should().BeApproximately(charges[first / 3], Symmetric);
        }

        Math.Abs(state.Positions.Adjoint[0]).Should().BeGreaterThan(1e-4);
        var ε = state.Scf.OrbitalEnergies.Value;
        (ε[14] - ε[13]).Should().BeApproximately(0.0, Symmetric, "the highest occupied orbitals of benzene are a pair");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_atoms_of_an_icosahedral_C60_are_all_alike(string method)
    {
        var positions = TruncatedIcosahedron(edge: 2.7);
        var state = Solver.Solve(Solver.Parameters(method), new Structure([.. Enumerable.Repeat(6, 60)], positions), isRecording: true);
        state.AtomCharges().Should().OnlyContain(q => Math.Abs(q) < Symmetric);
        var g = state.Positions.Adjoint.ToArray();
        double radial = Dot(0, positions), norm = Dot(0, g);
        for (var A = 0; A < 60; A++)
        {
            Dot(A, positions).Should().BeApproximately(radial, 100.0 * Symmetric);
            Dot(A, g).Should().BeApproximately(norm, Symmetric);
        }

        norm.Should().BeGreaterThan(1e-6);
        var ε = state.Scf.OrbitalEnergies.Value;
        (ε[119] - ε[115]).Should().BeApproximately(0.0, Symmetric, "the highest occupied orbitals of C60 are a quintet");

        double Dot(int A, double[] with) => Enumerable.Range(3 * A, 3).Sum(k => g[k] * with[k]);
    }

    /// <summary>The even permutations of (0, ±1, ±3φ), (±1, ±(2+φ), ±2φ) and (±φ, ±2, ±(2φ+1)) have edges of length 2.</summary>
    internal static double[] TruncatedIcosahedron(double edge)
    {
        var φ = 0.5 * (1.0 + Math.Sqrt(5.0));
        var vertices = new List<double>();
        foreach (double[] corner in new double[][] { [0.0, 1.0, 3.0 * φ], [1.0, 2.0 + φ, 2.0 * φ], [φ, 2.0, (2.0 * φ) + 1.0] })
        {
            for (var signs = 0; signs < 8; signs++)
            {
                if (corner[0] == 0.0 && (signs & 1) != 0)
                    continue;
                for (var turn = 0; turn < 3; turn++)
                {
                    for (var k = 0; k < 3; k++)
                    {
                        var axis = (k + turn) % 3;
                        vertices.Add(0.5 * edge * corner[axis] * ((signs >> axis & 1) == 0 ? 1.0 : -1.0));
                    }
                }
            }
        }

        return [.. vertices];
    }

    [Theory]
    [InlineData("gfn1-xtb", 8, 2)]
    [InlineData("gfn2-xtb", 8, 2)]
    [InlineData("gfn1-xtb", 6, 2)]
    [InlineData("gfn2-xtb", 26, 4)]
    [InlineData("gfn1-xtb", 1, 1)]
    [InlineData("gfn2-xtb", 18, 0)]
    public void An_atom_has_no_charge_no_dipole_and_no_force(string method, int z, int unpaired)
    {
        var state = Solver.Solve(Solver.Parameters(method), new Structure([z], [0.3, -0.2, 0.7], 0.0, unpaired), isRecording: true, isDifferentiated: _ => true);
        state.Scf.Outcome.IsConverged.Should().BeTrue();
        state.AtomCharges()[0].Should().BeApproximately(0.0, 1e-12);
        state.Positions.Adjoint.ToArray().Should().OnlyContain(g => Math.Abs(g) < 1e-12);
        state.Moments.Value[..3].ToArray().Should().OnlyContain(d => Math.Abs(d) < 1e-10);
        foreach (var (name, table) in state.Parameters.Tables)
            table.Adjoint.ToArray().Should().OnlyContain(d => double.IsFinite(d), name);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Nitrogen_along_an_axis_pulls_both_atoms_along_it(string method)
    {
        var state = Solver.Solve(Solver.Parameters(method), new Structure([7, 7], [0.0, 0.0, 0.0, 0.0, 0.0, 2.2]), isRecording: true);
        var g = state.Positions.Adjoint.ToArray();
        g[2].Should().BeApproximately(-g[5], 1e-13).And.NotBe(0.0);
        new[] { g[0], g[1], g[3], g[4] }.Should().OnlyContain(component => Math.Abs(component) < 1e-13);
    }
}
