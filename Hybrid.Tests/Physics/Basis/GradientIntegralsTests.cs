using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;
using Xunit;

namespace Hybrid.Tests.Physics.Basis;

/// <summary>⟨μ|∇|ν⟩ and ⟨μ|r × ∇|ν⟩ between s, p and d shells and hydrogen's orthogonalised second s shell of GFN1-xTB.</summary>
public sealed class GradientIntegralsTests
{
    /// <summary>Five-point differences with a step of 1e-3 of functions whose exponents reach 40: truncation and rounding below 1e-9.</summary>
    private const double Difference = 1e-8;

    /// <summary>Sums of some hundred products of numbers of order one.</summary>
    private const double Rounding = 1e-12;

    private const double Step = 1e-3;

    private static readonly LayerCase Case = LayerCase.Gfn1(1, 26, 17, 6, 1);
    private static readonly double[] SlaterExponents = Case.PerShell("slater_exponent");
    private static readonly int N = Case.Basis.OrbitalCount;

    [Fact]
    public void Gradients_between_atoms_are_the_slopes_of_overlaps_by_the_place_of_the_second_function()
    {
        var gradient = GradientIntegrals.Of(Integrals(Case.Positions), Case.Positions).Gradient.ToArray();
        for (var k = 0; k < 3; k++)
        {
            foreach (var (μ, ν, slope) in Slopes(k, static (integrals, _) => Dense(integrals, 0)))
                gradient[(k * N * N) + (μ * N) + ν].Should().BeApproximately(-slope, Difference);
        }
    }

    [Fact]
    public void Angular_momenta_between_atoms_are_made_of_the_slopes_of_dipoles()
    {
        var angular = GradientIntegrals.Of(Integrals(Case.Positions), Case.Positions).AngularMomentum.ToArray();
        var expected = new double[3 * N * N];
        var isPair = new bool[N * N];
        for (var k = 0; k < 3; k++)
        {
            // (r × ∇)_k = r_l ∂_m − r_m ∂_l for cyclic k, l, m; dipoles are about the atom of μ, which stays.
            int l = (k + 1) % 3, m = (k + 2) % 3;
            foreach (var (μ, ν, slope) in Slopes(m, (integrals, positions) => Dipole(integrals, positions, l)))
                (expected[(k * N * N) + (μ * N) + ν], isPair[(μ * N) + ν]) = (expected[(k * N * N) + (μ * N) + ν] - slope, true);
            foreach (var (μ, ν, slope) in Slopes(l, (integrals, positions) => Dipole(integrals, positions, m)))
                expected[(k * N * N) + (μ * N) + ν] += slope;
        }

        isPair.Count(static seen => seen).Should().BeGreaterThan(100);
        for (var e = 0; e < expected.Length; e++)
        {
            if (isPair[e % (N * N)])
                angular[e].Should().BeApproximately(expected[e], 10.0 * Difference, "moments are up to ten a0 from the origin");
        }
    }

    [Fact]
    public void Gradients_on_an_atom_are_the_slopes_of_numerical_quadrature()
    {
        // Iron's 4p and 3d and hydrogen's two s shells, the second function moved from the atom by a step.
        var gradient = GradientIntegrals.Of(Integrals(Case.Positions), Case.Positions).Gradient.ToArray();
        var shells = Shells();
        var seen = 0;
        for (var a = 0; a < shells.Length; a++)
        {
            for (var b = 0; b < shells.Length; b++)
            {
                if (Case.Basis.ShellAtom[a] != Case.Basis.ShellAtom[b] || Case.Basis.ShellAtom[a] is not (1 or 4) || a == b)
                    continue;
                for (var k = 0; k < 3; k++)
                {
                    double[,,] At(double h)
                    {
                        double[] R = [0.0, 0.0, 0.0];
                        R[k] = h;
                        return QuadratureIntegrals.Block(shells[a], shells[b], R);
                    }

                    var (above, below, far, farBelow) = (At(Step), At(-Step), At(2.0 * Step), At(-2.0 * Step));
                    for (var μ = 0; μ < above.GetLength(1); μ++)
                    {
                        for (var ν = 0; ν < above.GetLength(2); ν++)
                        {
                            var slope = ((8.0 * (above[0, μ, ν] - below[0, μ, ν])) - (far[0, μ, ν] - farBelow[0, μ, ν])) / (12.0 * Step);
                            gradient[(k * N * N) + ((Case.Basis.FirstOrbital(a) + μ) * N) + Case.Basis.FirstOrbital(b) + ν].Should().BeApproximately(-slope, Difference);
                            seen += Math.Abs(slope) > 0.1 ? 1 : 0;
                        }
                    }
                }
            }
        }

        seen.Should().BeGreaterThan(5, "s meets p and p meets d");
    }

    [Fact]
    public void Angular_momentum_turns_the_functions_of_an_atom_into_each_other()
    {
        // (r × ∇)_z x = −y, and likewise in turn; the functions are in the order y, z, x.
        var atom = 2;
        var angular = GradientIntegrals.Of(Integrals(Case.Positions), Case.Positions, Case.Positions.AsSpan(3 * atom, 3)).AngularMomentum.ToArray();
        var shell = Enumerable.Range(0, Case.Basis.ShellCount).First(s => Case.Basis.ShellAtom[s] == atom && Case.Basis.Shells[s].AngularMomentum == 1);
        var y = Case.Basis.FirstOrbital(shell);
        var (z, x) = (y + 1, y + 2);

        // The expansion of the Slater function in Gaussians is normalised to six digits.
        const double norm = 1e-5;
        Element(angular, 2, y, x).Should().BeApproximately(-1.0, norm, "x∂y − y∂x turns x into −y");
        Element(angular, 2, x, y).Should().BeApproximately(1.0, norm);
        Element(angular, 0, z, y).Should().BeApproximately(-1.0, norm);
        Element(angular, 1, x, z).Should().BeApproximately(-1.0, norm);
        Element(angular, 0, x, y).Should().BeApproximately(0.0, Rounding);
    }

    [Fact]
    public void Both_are_antisymmetric_and_a_shifted_origin_adds_the_shift_times_the_gradient()
    {
        double[] O = [3.0, -1.0, 0.5];
        var integrals = Integrals(Case.Positions);
        var here = GradientIntegrals.Of(integrals, Case.Positions);
        var there = GradientIntegrals.Of(integrals, Case.Positions, O).AngularMomentum.ToArray();
        double[] g = here.Gradient.ToArray(), L = here.AngularMomentum.ToArray();
        for (var μ = 0; μ < N; μ++)
        {
            for (var ν = 0; ν < N; ν++)
            {
                for (var k = 0; k < 3; k++)
                {
                    Element(g, k, μ, ν).Should().Be(-Element(g, k, ν, μ));
                    Element(L, k, μ, ν).Should().Be(-Element(L, k, ν, μ));
                    int l = (k + 1) % 3, m = (k + 2) % 3;
                    var shift = (O[l] * Element(g, m, μ, ν)) - (O[m] * Element(g, l, μ, ν));
                    Element(there, k, μ, ν).Should().BeApproximately(Element(L, k, μ, ν) - shift, Rounding);
                }
            }
        }
    }

    private static double Element(double[] matrices, int k, int μ, int ν) => matrices[(k * N * N) + (μ * N) + ν];

    /// <summary>∂M_μν/∂R of the atom of ν along an axis, for functions of different atoms, μ on the first of the two.</summary>
    private static IEnumerable<(int Row, int Column, double Slope)> Slopes(int axis, Func<MultipoleIntegrals, double[], double[]> matrix)
    {
        for (var atom = 1; atom < Case.AtomCount; atom++)
        {
            double[] At(double h)
            {
                var moved = Case.Positions.ToArray();
                moved[(3 * atom) + axis] += h;
                return matrix(Integrals(moved), moved);
            }

            var (above, below, far, farBelow) = (At(Step), At(-Step), At(2.0 * Step), At(-2.0 * Step));
            for (var ν = Case.Basis.FirstOrbitalOfAtom(atom); ν < Case.Basis.FirstOrbitalOfAtom(atom + 1); ν++)
            {
                for (var μ = 0; μ < Case.Basis.FirstOrbitalOfAtom(atom); μ++)
                {
                    var e = (μ * N) + ν;
                    yield return (μ, ν, ((8.0 * (above[e] - below[e])) - (far[e] - farBelow[e])) / (12.0 * Step));
                }
            }
        }
    }

    private static MultipoleIntegrals Integrals(double[] positions)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var pairs = AtomPairs.OfMolecule(tape, tape.Constant(positions, positions.Length / 3, 3));
        return MultipoleIntegrals.Create(tape, Case.Basis, pairs, tape.Constant(SlaterExponents, SlaterExponents.Length), order: 1);
    }

    private static double[] Dense(MultipoleIntegrals integrals, int op)
    {
        var dense = new double[N * N];
        foreach (var block in integrals.Layout.Blocks)
        {
            for (var e = 0; e < block.Size; e++)
                dense[((block.FirstRow + (e / block.Columns)) * N) + block.FirstColumn + (e % block.Columns)] = integrals.Of(block)[(op * block.Size) + e];
        }

        return dense;
    }

    /// <summary>⟨μ|r_k|ν⟩ about the origin, for rows of the first atom of each pair.</summary>
    private static double[] Dipole(MultipoleIntegrals integrals, double[] positions, int k)
    {
        var (overlap, dipole) = (Dense(integrals, 0), Dense(integrals, 1 + k));
        for (var μ = 0; μ < N; μ++)
        {
            var atom = Case.Basis.ShellAtom[Case.Basis.OrbitalShell[μ]];
            for (var ν = 0; ν < N; ν++)
                dipole[(μ * N) + ν] += positions[(3 * atom) + k] * overlap[(μ * N) + ν];
        }

        return dipole;
    }

    private static QuadratureIntegrals.Shell[] Shells()
    {
        var shells = new QuadratureIntegrals.Shell[Case.Basis.ShellCount];
        for (var s = 0; s < shells.Length; s++)
        {
            var d = Case.Basis.Shells[s];
            shells[s] = QuadratureIntegrals.Slater(d.PrincipalNumber, d.AngularMomentum, d.PrimitiveCount, SlaterExponents[s]);
            if (Case.Basis.Partner(s) >= 0)
                shells[s] = QuadratureIntegrals.Orthogonalised(shells[s], shells[Case.Basis.Partner(s)]);
        }

        return shells;
    }
}
