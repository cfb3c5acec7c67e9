using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Response;
using Xunit;

namespace Hybrid.Tests.Physics.Response;

public sealed class DipoleResponseTests
{
    /// <summary>Of the largest element of α: five-point differences of fields of 1e-3 Eh/(e·a0) are good to that.</summary>
    private const double RelativeTolerance = 1e-6;

    private const double FieldStep = 1e-3;

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in new[] { "methanol", "formic_acid", "chloroform", "h3o_cation", "thiophene", "acetate", "no2_radical" })
        {
            data.Add(name, "gfn1-xtb");
            data.Add(name, "gfn2-xtb");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Differences_of_the_dipole_in_finite_fields(string name, string method)
    {
        var structure = Responses.Structure(name);
        var α = Responses.Dipole(method, structure);
        var tolerance = RelativeTolerance * α.Polarizability.ToArray().Max(Math.Abs);
        for (var l = 0; l < 3; l++)
        {
            var (a, b, c, d) = (Dipole(-2.0), Dipole(-1.0), Dipole(1.0), Dipole(2.0));
            for (var k = 0; k < 3; k++)
            {
                var expected = ((8.0 * (c[k] - b[k])) - (d[k] - a[k])) / (12.0 * FieldStep);
                α.Polarizability[(3 * k) + l].Should().BeApproximately(expected, tolerance);
            }

            double[] Dipole(double steps) => InField(method, structure, Field(l, steps * FieldStep)).Moments.Value[..3].ToArray();
        }

        α.Asymmetry.Should().BeLessThan(tolerance);
        α.MeanPolarizability.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Second_differences_of_the_energy_in_finite_fields(string name, string method)
    {
        var structure = Responses.Structure(name);
        var α = Responses.Dipole(method, structure);

        // A step larger than that of the dipole, because 1e-13 Eh of noise are divided by its square; an ion's energy is linear in its position.
        const double h = 2.0 * FieldStep;
        for (var k = 0; k < 3; k++)
        {
            double E(double steps) => InField(method, structure, Field(k, steps * h)).Energy.Scalar;
            var expected = -((16.0 * (E(1) + E(-1))) - E(2) - E(-2) - (30.0 * E(0))) / (12.0 * h * h);
            var largest = α.Polarizability.ToArray().Max(Math.Abs);
            α.Polarizability[4 * k].Should().BeApproximately(expected, 5.0 * RelativeTolerance * largest);
        }
    }

    [Theory]
    [InlineData("formic_acid", "gfn1-xtb")]
    [InlineData("formic_acid", "gfn2-xtb")]
    [InlineData("h3o_cation", "gfn2-xtb")]
    public void The_energy_falls_along_the_dipole(string name, string method)
    {
        var state = InField(method, Responses.Structure(name), [2e-3, -1e-3, 3e-3]);
        state.Scf.Outcome.IsConverged.Should().BeTrue();
        var dipole = state.Moments.Value[..3].ToArray();
        state.Energy.Tape.Backward(state.Energy);
        for (var k = 0; k < 3; k++)
            state.ElectricField!.Adjoint[k].Should().BeApproximately(-dipole[k], 1e-10);
    }

    [Theory]
    [InlineData("formic_acid", "gfn1-xtb")]
    [InlineData("formic_acid", "gfn2-xtb")]
    [InlineData("h3o_cation", "gfn2-xtb")]
    public void Forces_in_a_field_are_differences_of_the_energy(string name, string method)
    {
        const double h = 5e-3;
        double[] field = [8e-3, -5e-3, 1e-2];
        var structure = Responses.Structure(name);
        var state = InField(method, structure, field);
        state.Energy.Tape.Backward(state.Energy);
        for (var i = 0; i < 6; i++)
        {
            double E(double steps) => InField(method, Displaced(structure, i, steps * h), field).Energy.Scalar;
            var expected = ((8.0 * (E(1) - E(-1))) - (E(2) - E(-2))) / (12.0 * h);
            state.Positions.Adjoint[i].Should().BeApproximately(expected, 1e-7);
        }
    }

    [Theory]
    [InlineData("formic_acid", "gfn1-xtb")]
    [InlineData("formic_acid", "gfn2-xtb")]
    [InlineData("h3o_cation", "gfn2-xtb")]
    public void Derivatives_by_positions_are_differences_of_the_dipole(string name, string method)
    {
        const double h = 5e-3;
        var structure = Responses.Structure(name);
        var response = Responses.Dipole(method, structure);
        var n = 3 * structure.AtomCount;
        for (var i = 0; i < n; i++)
        {
            var (a, b, c, d) = (Dipole(-2.0), Dipole(-1.0), Dipole(1.0), Dipole(2.0));
            for (var k = 0; k < 3; k++)
            {
                var expected = ((8.0 * (c[k] - b[k])) - (d[k] - a[k])) / (12.0 * h);
                response.PositionDerivatives[(k * n) + i].Should().BeApproximately(expected, 1e-7);
            }

            double[] Dipole(double steps) => InField(method, Displaced(structure, i, steps * h), []).Moments.Value[..3].ToArray();
        }
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Moving_an_ion_moves_its_dipole_by_its_charge(string method)
    {
        var response = Responses.Dipole(method, Responses.Structure("acetate"));
        var n = response.PositionDerivatives.Length / 3;
        for (var k = 0; k < 3; k++)
        {
            for (var l = 0; l < 3; l++)
            {
                var sum = 0.0;
                for (var i = l; i < n; i += 3)
                    sum += response.PositionDerivatives[(k * n) + i];
                sum.Should().BeApproximately(k == l ? -1.0 : 0.0, 1e-8);
            }
        }
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void It_turns_with_the_molecule(string method)
    {
        var structure = Responses.Structure("formic_acid");
        var α = Responses.Dipole(method, structure);
        var turned = Responses.Dipole(method, Turned(structure));
        for (var k = 0; k < 3; k++)
        {
            for (var l = 0; l < 3; l++)
            {
                var expected = 0.0;
                for (var a = 0; a < 3; a++)
                {
                    for (var b = 0; b < 3; b++)
                        expected += Rotation[(3 * k) + a] * α.Polarizability[(3 * a) + b] * Rotation[(3 * l) + b];
                }

                turned.Polarizability[(3 * k) + l].Should().BeApproximately(expected, 1e-8);
            }
        }

        turned.MeanPolarizability.Should().BeApproximately(α.MeanPolarizability, 1e-8);
        turned.PolarizabilityAnisotropy.Should().BeApproximately(α.PolarizabilityAnisotropy, 1e-8);
        α.PolarizabilityAnisotropy.Should().BeGreaterThan(1.0);
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Two_distant_molecules_add_up(string method)
    {
        const double distance = 2000.0;
        Structure a = Responses.Structure("formic_acid"), b = Responses.Structure("nh3");
        double[] moved = b.Positions.ToArray();
        for (var i = 0; i < moved.Length; i += 3)
            moved[i] += distance;
        var together = new Structure([.. a.AtomicNumbers, .. b.AtomicNumbers], [.. a.Positions, .. moved]);

        var sum = Responses.Dipole(method, together);
        var (first, second) = (Responses.Dipole(method, a), Responses.Dipole(method, b));

        // They still polarise each other: α₁ α₂ / R³ ≈ 1e-8 for α ≈ 10.
        for (var k = 0; k < 9; k++)
            sum.Polarizability[k].Should().BeApproximately(first.Polarizability[k] + second.Polarizability[k], 1e-6);
    }

    [Fact]
    public void A_ground_state_without_a_field_is_refused()
    {
        var state = Responses.Method("gfn2-xtb").Solve(new Tape(new Arena()), Responses.Structure("nh3"), Responses.Tight, Responses.Algebra);
        FluentActions.Invoking(() => DipoleResponse.Of(state)).Should().Throw<ArgumentException>().WithMessage("A ground state with an electric field was expected*");
    }

    [Fact]
    public void A_field_has_three_components()
    {
        FluentActions.Invoking(() => InField("gfn2-xtb", Responses.Structure("nh3"), [1e-3]))
            .Should().Throw<ArgumentException>().WithMessage("A field of three components was expected, but 1 were given.*");
    }

    [Fact]
    public void A_field_of_zero_changes_nothing()
    {
        var structure = Responses.Structure("methanol");
        InField("gfn2-xtb", structure, [0, 0, 0]).Energy.Scalar.Should().Be(InField("gfn2-xtb", structure, []).Energy.Scalar);
    }

    private static readonly double[] Rotation = RotationMatrix(0.7, -1.1);

    private static double[] RotationMatrix(double a, double b)
    {
        double ca = Math.Cos(a), sa = Math.Sin(a), cb = Math.Cos(b), sb = Math.Sin(b);
        return [ca, -sa * cb, sa * sb, sa, ca * cb, -ca * sb, 0.0, sb, cb];
    }

    private static Structure Turned(Structure structure)
    {
        var positions = new double[3 * structure.AtomCount];
        for (var i = 0; i < positions.Length; i++)
        {
            for (var k = 0; k < 3; k++)
                positions[i] += Rotation[(3 * (i % 3)) + k] * structure.Positions[i - (i % 3) + k];
        }

        return structure.WithPositions(positions);
    }

    private static Structure Displaced(Structure structure, int coordinate, double by)
    {
        var positions = structure.Positions.ToArray();
        positions[coordinate] += by;
        return structure.WithPositions(positions);
    }

    private static double[] Field(int component, double strength)
    {
        var field = new double[3];
        field[component] = strength;
        return field;
    }

    private static GroundState InField(string method, Structure structure, ReadOnlySpan<double> field) =>
        Responses.Method(method).Solve(new Tape(new Arena()), structure, Responses.Tight, Responses.Algebra, electricField: field);
}
