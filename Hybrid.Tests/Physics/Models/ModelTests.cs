using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Models;

public sealed class ModelTests
{
    /// <summary>Terms are sums over atoms in another order than the total: rounding alone.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The reference program's mixer leaves charges good to 1e-7; bond orders are linear in them.</summary>
    private const double BondOrderError = 1e-5;

    private static readonly PredictionOptions Tight = new() { Scf = new ScfSettings { Accuracy = 1e-3 } };

    private static readonly Properties Everything = Enum.GetValues<Properties>().Aggregate((all, next) => all | next);

    private static Structure Caffeine => ReferenceSet.Gfn2["caffeine"].Structure;

    public static TheoryData<string, string> Cases => new()
    {
        { "gfn1-xtb", "caffeine" }, { "gfn2-xtb", "caffeine" }, { "gfn1-xtb", "brclthiophene" }, { "gfn2-xtb", "ferrocene" },
        { "gfn2-xtb", "ch3_radical" }, { "gfn1-xtb", "allyl_radical" }, { "gfn2-xtb", "acetate" }, { "gfn2-xtb", "c60" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Energy_terms_and_their_atomic_shares_sum_to_the_energy(string method, string name)
    {
        var prediction = Model.Load(method).Predict(ReferenceSet.Load(method)[name].Structure);

        var scale = prediction.EnergyTerms.Sum(term => Math.Abs(term.Total));
        prediction.EnergyTerms.Sum(term => term.Total).Should().BeApproximately(prediction.Energy, Rounding * Math.Max(1.0, scale / 10));
        foreach (var term in prediction.EnergyTerms)
            term.AtomicEnergies.ToArray().Sum().Should().BeApproximately(term.Total, Rounding * Math.Max(1.0, scale / 10), term.Name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bond_orders_are_those_of_xtb(string method, string name)
    {
        var reference = ReferenceSet.Load(method)[name];
        var orders = Model.Load(method).Predict(reference.Structure, Properties.BondOrders, Tight).BondOrders.ToDictionary(bond => (bond.First, bond.Second), bond => bond.Order);

        reference.BondOrders.Should().NotBeEmpty();
        foreach (var bond in reference.BondOrders)
            orders[(Math.Min(bond.First, bond.Second), Math.Max(bond.First, bond.Second))].Should().BeApproximately(bond.Order, BondOrderError, $"{name} {bond}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dipole_orbitals_and_gap_are_those_of_xtb(string method, string name)
    {
        const double FromElectronvolt = 1 / 27.21138505;
        var reference = ReferenceSet.Load(method)[name];
        var prediction = Model.Load(method).Predict(reference.Structure, Properties.Dipole | Properties.Orbitals | Properties.Charges, Tight);

        for (var k = 0; k < 3; k++)
            prediction.Dipole[k].Should().BeApproximately(reference.Dipole[k], 2e-5);
        for (var i = 0; i < reference.OrbitalEnergies.Length; i++)
            prediction.Orbitals.Energies[i].Should().BeApproximately(reference.OrbitalEnergies[i], 1e-5);
        prediction.Orbitals.Gap.Should().BeApproximately(reference.GapElectronvolt * FromElectronvolt, 1e-5);
        prediction.AtomCharges.ToArray().Sum().Should().BeApproximately(reference.Charge, 1e-10);
    }

    [Fact]
    public void Matrices_solve_the_eigenvalue_problem_and_give_the_charges()
    {
        var prediction = Model.Load("gfn2-xtb").Predict(ReferenceSet.Gfn2["h2o"].Structure, Everything, Tight);
        var m = prediction.Matrices;
        var n = m.Count;
        var algebra = DenseLinearAlgebra.Managed;
        double[] CH = new double[n * n], CS = new double[n * n];
        algebra.Multiply(false, false, n, n, n, 1, m.Coefficients.Span, m.Hamiltonian.Span, 0, CH);
        algebra.Multiply(false, false, n, n, n, 1, m.Coefficients.Span, m.Overlap.Span, 0, CS);
        for (var i = 0; i < n; i++)
        {
            for (var μ = 0; μ < n; μ++)
                CH[(i * n) + μ].Should().BeApproximately(prediction.Orbitals.Energies[i] * CS[(i * n) + μ], 1e-8);
        }

        var trace = 0.0;
        for (var k = 0; k < n * n; k++)
            trace += m.Density.Span[k] * m.Overlap.Span[k];
        trace.Should().BeApproximately(8, 1e-10);
        var band = 0.0;
        for (var k = 0; k < n * n; k++)
            band += m.Density.Span[k] * m.ZerothOrderHamiltonian.Span[k];
        band.Should().BeApproximately(prediction.EnergyTerms.Single(term => term.Name == "zeroth-order Hamiltonian").Total, 1e-11);
        m.Basis.Sum(shell => shell.OrbitalCount).Should().Be(n);
    }

    [Fact]
    public void A_guess_saves_iterations_and_fits_only_its_own_atoms()
    {
        var model = Model.Load("gfn2-xtb");
        var cold = model.Predict(Caffeine);
        var warm = model.Predict(Caffeine, guess: cold.Guess);

        warm.Certificate.Scf.Iterations.Should().BeLessThan(cold.Certificate.Scf.Iterations);
        warm.Energy.Should().BeApproximately(cold.Energy, 1e-9);
        var otherAtoms = () => model.Predict(ReferenceSet.Gfn2["h2o"].Structure, guess: cold.Guess);
        otherAtoms.Should().Throw<ArgumentException>().WithMessage("*same atoms*");
        var otherMethod = () => Model.Load("gfn1-xtb").Predict(Caffeine, guess: cold.Guess);
        otherMethod.Should().Throw<ArgumentException>().WithMessage("*gfn1-xtb*gfn2-xtb*");
    }

    [Fact]
    public void What_was_not_asked_for_says_how_to_ask()
    {
        var prediction = Model.Load("gfn2-xtb").Predict(ReferenceSet.Gfn2["h2o"].Structure);

        Action[] acts =
        [
            () => _ = prediction.Gradient.Length, () => prediction.Forces(), () => _ = prediction.AtomCharges.Length, () => _ = prediction.Dipole.Length,
            () => _ = prediction.Quadrupole.Length, () => _ = prediction.Orbitals, () => _ = prediction.BondOrders, () => _ = prediction.Matrices,
            () => _ = prediction.ParameterGradients,
        ];
        foreach (var act in acts)
            act.Should().Throw<InvalidOperationException>().WithMessage("*add Properties.*");
    }

    [Fact]
    public void A_field_that_did_not_converge_is_a_value_with_advice()
    {
        var hurried = new PredictionOptions { Scf = new ScfSettings { MaxIterations = 2 } };
        var prediction = Model.Load("gfn2-xtb").Predict(Caffeine, Properties.Forces, hurried);

        prediction.Certificate.IsConverged.Should().BeFalse();
        prediction.Certificate.IsEnergyGradientValid.Should().BeFalse();
        prediction.Invoking(p => p.EnsureConverged()).Should().Throw<NotConvergedException>().WithMessage("*2 iterations (residual *may help.");
    }

    [Fact]
    public void Degenerate_orbitals_are_marked()
    {
        var certificate = Model.Load("gfn2-xtb").Predict(ReferenceSet.Gfn2["ch4"].Structure, options: Tight).Certificate;

        // The reference geometry of methane is ideal: t2 orbitals come in threes.
        certificate.DegenerateOrbitals.Should().NotBeEmpty();
        var group = certificate.DegenerateOrbitals[0];
        certificate.IsOrbitalGradientDefined(group.Start.Value).Should().BeFalse();
        certificate.IsOrbitalGradientDefined(0).Should().BeTrue();
        certificate.IsEnergyGradientValid.Should().BeTrue();
    }

    [Fact]
    public void At_absolute_zero_a_half_filled_degenerate_set_has_no_gradient()
    {
        var boron = new Structure([5], [0.0, 0.0, 0.0]);
        var cold = new PredictionOptions { Scf = new ScfSettings { ElectronicTemperature = 0 } };

        var warm = Model.Load("gfn1-xtb").Predict(boron).Certificate;

        warm.HasFractionalOccupations.Should().BeTrue();
        warm.Warnings.Should().ContainSingle().Which.Should().Contain("partially occupied");
        warm.IsEnergyGradientValid.Should().BeTrue();
        warm.IsResponseGradientValid.Should().BeTrue();
        var frozen = Model.Load("gfn1-xtb").Predict(boron, options: cold).Certificate;
        frozen.HasFractionalOccupations.Should().BeFalse();
        ShouldHaveACusp(frozen, "α spin");
    }

    /// <summary>Both have a hole in a degenerate set of β spin, while the α electrons fill theirs.</summary>
    public static TheoryData<string, int[], double[]> HolesOfBetaSpin => new()
    {
        { "OH radical", [8, 1], [0.0, 0.0, 0.0, 0.0, 0.0, 1.83] },
        { "F atom", [9], [0.0, 0.0, 0.0] },
    };

    [Theory]
    [MemberData(nameof(HolesOfBetaSpin))]
    public void At_absolute_zero_a_hole_of_beta_spin_has_no_gradient_either(string name, int[] atoms, double[] positions)
    {
        var structure = new Structure(atoms, positions, unpairedElectrons: 1);
        var cold = new PredictionOptions { Scf = new ScfSettings { ElectronicTemperature = 0 } };

        var certificate = Model.Load("gfn1-xtb").Predict(structure, options: cold).Certificate;

        certificate.IsConverged.Should().BeTrue(name);
        (certificate.Gap is null or > Certificate.DegeneracyThreshold).Should().BeTrue(name);
        ShouldHaveACusp(certificate, "β spin");
        Model.Load("gfn1-xtb").Predict(structure).Certificate.IsEnergyGradientValid.Should().BeTrue(name);
    }

    private static void ShouldHaveACusp(Certificate certificate, string spin)
    {
        certificate.IsEnergyGradientValid.Should().BeFalse();
        certificate.IsResponseGradientValid.Should().BeFalse();
        certificate.IsOrbitalGradientDefined(0).Should().BeFalse();
        certificate.Warnings.Should().ContainSingle().Which.Should().Contain(spin).And.Contain("cusp");
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void The_gaussians_of_the_basis_have_the_overlap_of_the_matrices(string method)
    {
        // Hydrogen has s shells alone (two in GFN1-xTB): ⟨a|b⟩ of normalised primitives is a closed form.
        const double R = 1.4, TruncatedSlater = 1e-4;
        var m = Model.Load(method).Predict(new Structure([1, 1], [0.0, 0.0, 0.0, 0.0, 0.0, R]), Properties.Matrices).Matrices;
        var n = m.Count;
        for (var μ = 0; μ < n; μ++)
        {
            for (var ν = 0; ν < n; ν++)
            {
                var distance = m.Basis[μ].Atom == m.Basis[ν].Atom ? 0.0 : R;
                m.Overlap.Span[(μ * n) + ν].Should().BeApproximately(Overlap(μ, ν, distance), distance == 0.0 ? TruncatedSlater : 1e-9);
            }
        }

        double Overlap(int μ, int ν, double distance)
        {
            var sum = 0.0;
            for (var i = 0; i < m.Basis[μ].Exponents.Length; i++)
            {
                for (var j = 0; j < m.Basis[ν].Exponents.Length; j++)
                {
                    double a = m.Basis[μ].Exponents.Span[i], b = m.Basis[ν].Exponents.Span[j];
                    sum += m.Basis[μ].Coefficients.Span[i] * m.Basis[ν].Coefficients.Span[j]
                        * Math.Pow(2 * Math.Sqrt(a * b) / (a + b), 1.5) * Math.Exp(-a * b / (a + b) * distance * distance);
                }
            }

            return sum;
        }
    }

    [Fact]
    public void Wrong_structures_are_refused_in_one_sentence()
    {
        var model = Model.Load("gfn2-xtb");
        Refusal(new Structure([1, 118], [0, 0, 0, 3, 0, 0])).Should().Contain("Og");
        Refusal(new Structure([1, 1], [0, 0, 0, 0, 0, 0])).Should().Contain("on top of each other");
        Refusal(new Structure([1, 1], [0, 0, 0, 1.4, 0, 0], charge: 5)).Should().Contain("charge");
        Refusal(new Structure([1, 1], [0, 0, 0, 1.4, 0, 0], charge: 0.5)).Should().Contain("whole total charge");
        Refusal(new Structure([1, 1], [0, 0, 0, 1.4, 0, 0], unpairedElectrons: 1)).Should().Contain("unpaired");
        Refusal(new Structure([1], [0, 0, 0], cell: new Cell([10, 0, 0, 0, 10, 0, 0, 0, 10], true, true, true))).Should().Contain("periodic");

        string Refusal(Structure structure)
        {
            var message = model.Invoking(m => m.Predict(structure)).Should().Throw<ArgumentException>().Which.Message;
            message.Should().NotContain("\n");
            return message;
        }
    }

    [Fact]
    public void Provenance_names_everything_that_numbers_depend_on()
    {
        var model = Model.Load("gfn2-xtb");
        var water = ReferenceSet.Gfn2["h2o"].Structure;
        var provenance = model.Predict(water, options: new PredictionOptions { LinearAlgebra = DenseLinearAlgebra.Managed }).Provenance;

        provenance.Model.Should().Be("gfn2-xtb");
        provenance.LevelOfTheory.Should().Be("GFN2-xTB");
        provenance.LinearAlgebra.Should().StartWith("managed");
        provenance.ParameterDigest.Should().MatchRegex("^[0-9a-f]{64}$");
        provenance.HasGuess.Should().BeFalse();
        var options = new PredictionOptions { Scf = new ScfSettings { ElectronicTemperature = 400, MaxIterations = 99 }, ElectricField = [0.0, 0.0, 0.001] };
        var warm = model.Predict(water, options: options, guess: model.Predict(water).Guess).Provenance;
        warm.HasGuess.Should().BeTrue();
        warm.Options.Should().Be(options);
        var hubbard = model.Parameters["hubbard"];
        var changed = Model.Of(model.Parameters.With(hubbard.WithValues(hubbard.Values.ToArray().Select(value => value * 1.0000001).ToArray())));
        changed.Predict(water).Provenance.ParameterDigest.Should().NotBe(provenance.ParameterDigest);
        Model.Of(ParameterSet.Embedded("gfn2-xtb")).Predict(water).Provenance.ParameterDigest.Should().Be(provenance.ParameterDigest);
    }

    [Fact]
    public void One_model_serves_many_threads_with_the_same_bits()
    {
        var model = Model.Load("gfn1-xtb");
        var structures = ReferenceSet.Gfn1.Cases.Where(c => c.Structure.AtomCount <= 8).Take(24).Select(c => c.Structure).ToArray();
        var alone = structures.Select(structure => model.Predict(structure, Properties.Forces)).ToArray();

        foreach (var threads in new[] { 1, 2, 5 })
        {
            var together = model.PredictMany(structures, Properties.Forces, threads: threads).ToArray();
            for (var i = 0; i < structures.Length; i++)
            {
                together[i].Item.Should().BeSameAs(structures[i]);
                together[i].Prediction!.Energy.Should().Be(alone[i].Energy);
                together[i].Prediction!.Gradient.SequenceEqual(alone[i].Gradient).Should().BeTrue();
            }
        }
    }
}
