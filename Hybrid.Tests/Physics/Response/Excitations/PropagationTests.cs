using System.Numerics;
using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>
/// The same model propagated in time: after a weak kick by a field along z, μ_z(t) oscillates with the excitation energies of
/// full linear response and with the squares of their transition dipoles.
/// </summary>
public sealed class PropagationTests
{
    private const double Kick = 1e-5;

    private const double TimeStep = 0.03;

    private const int Steps = 7_000;

    /// <summary>
    /// Of the largest dipole: the error of the formula. Over 210 atomic units of time, 1e-5 Eh of an excitation energy would be
    /// seen at 2e-3.
    /// </summary>
    private const double RelativeTolerance = 5e-5;

    [Theory]
    [InlineData("gfn1-xtb", "h2o")]
    [InlineData("gfn2-xtb", "h2o")]
    public void Excitations_are_the_poles_of_the_propagated_model(string method, string name)
    {
        var (ground, excitations) = Own.Solve(
            Solver.Parameters(method), Solver.Structure(name), Own.Settings(int.MaxValue, isFullResponse: true) with { LargestDenseProblem = int.MaxValue });
        var propagation = new Propagation(ground, excitations.Reference);
        var (up, down) = (propagation.Dipoles(Kick), propagation.Dipoles(-Kick));
        var largest = 0.0;
        var worst = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            var expected = 0.0;
            for (var k = 0; k < excitations.States.Count; k++)
            {
                var μ = excitations.TransitionDipoles.Value[(3 * k) + 2];
                expected += 2.0 * μ * μ * Math.Sin(excitations.States[k].Energy * step * TimeStep);
            }

            var seen = (up[step] - down[step]) / (2.0 * Kick);
            worst = Math.Max(worst, Math.Abs(seen - expected));
            largest = Math.Max(largest, Math.Abs(expected));
        }

        largest.Should().BeGreaterThan(0.1);
        worst.Should().BeLessThan(RelativeTolerance * largest);
    }

    /// <summary>i dP/dt = [F(P), P] in orthogonalised functions, by the classical Runge–Kutta formula.</summary>
    private sealed class Propagation
    {
        private readonly GroundState ground;
        private readonly ILinearAlgebra algebra = DenseLinearAlgebra.Default;
        private readonly double[] inverseRoot;
        private readonly double[] dipole;
        private readonly double[] density;
        private readonly int n;

        public Propagation(GroundState ground, ExcitationReference reference)
        {
            this.ground = ground;
            n = reference.Orbitals.Count;
            inverseRoot = reference.InverseRoot.Value.ToArray();
            dipole = Between(reference.Dipoles.Value.Slice(2 * n * n, n * n).ToArray());
            density = new double[n * n];
            var occupied = reference.Rotations.Span[..(reference.Orbitals.OccupiedCount * n)];
            algebra.SymmetricRankK(n, reference.Orbitals.OccupiedCount, 2.0, occupied, 0.0, density);
        }

        /// <summary>−Tr(P z) after a kick, at every step.</summary>
        public double[] Dipoles(double kick)
        {
            var P = Kicked(kick);
            var result = new double[Steps];
            for (var step = 0; step < Steps; step++)
            {
                result[step] = Moment(P);
                var k1 = Slope(P);
                var k2 = Slope(Plus(P, k1, 0.5 * TimeStep));
                var k3 = Slope(Plus(P, k2, 0.5 * TimeStep));
                var k4 = Slope(Plus(P, k3, TimeStep));
                for (var e = 0; e < P.Length; e++)
                    P[e] += TimeStep / 6.0 * (k1[e] + (2.0 * k2[e]) + (2.0 * k3[e]) + k4[e]);
            }

            return result;
        }

        /// <summary>exp(iκz) P exp(−iκz) to fourth order of the small kick.</summary>
        private Complex[] Kicked(double kick)
        {
            var P = Array.ConvertAll(density, x => new Complex(x, 0.0));
            var term = P;
            var result = (Complex[])P.Clone();
            for (var order = 1; order <= 4; order++)
            {
                var next = Commutator(dipole, term);
                for (var e = 0; e < next.Length; e++)
                    next[e] *= Complex.ImaginaryOne * -kick / order;
                term = next;
                for (var e = 0; e < result.Length; e++)
                    result[e] += term[e];
            }

            return result;
        }

        private Complex[] Slope(Complex[] P)
        {
            var real = Between(Array.ConvertAll(P, x => x.Real));
            var problem = ground.Scf.Problem;
            var x = problem.Analysis.Rent(new Hybrid.Core.Autodiff.Arena());
            var v = problem.Analysis.Rent(new Hybrid.Core.Autodiff.Arena());
            problem.Populate(real, x);
            problem.Potential(x, v);
            var F = new double[n * n];
            problem.Fock(v, F);
            var slope = Commutator(Between(F), P);
            for (var e = 0; e < slope.Length; e++)
                slope[e] *= -Complex.ImaginaryOne;
            return slope;
        }

        private double Moment(Complex[] P)
        {
            var moment = 0.0;
            for (var e = 0; e < P.Length; e++)
                moment -= P[e].Real * dipole[e];
            return moment;
        }

        private Complex[] Commutator(double[] A, Complex[] P)
        {
            var result = new Complex[n * n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var sum = Complex.Zero;
                    for (var k = 0; k < n; k++)
                        sum += (A[(i * n) + k] * P[(k * n) + j]) - (P[(i * n) + k] * A[(k * n) + j]);
                    result[(i * n) + j] = sum;
                }
            }

            return result;
        }

        private static Complex[] Plus(Complex[] P, Complex[] slope, double step)
        {
            var result = new Complex[P.Length];
            for (var e = 0; e < P.Length; e++)
                result[e] = P[e] + (step * slope[e]);
            return result;
        }

        /// <summary>S^−½ M S^−½.</summary>
        private double[] Between(double[] M)
        {
            var half = new double[n * n];
            var result = new double[n * n];
            algebra.Multiply(false, false, n, n, n, 1.0, inverseRoot, M, 0.0, half);
            algebra.Multiply(false, false, n, n, n, 1.0, half, inverseRoot, 0.0, result);
            return result;
        }
    }
}
