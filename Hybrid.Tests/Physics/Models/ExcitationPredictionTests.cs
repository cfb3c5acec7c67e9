using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Models;

public sealed class ExcitationPredictionTests
{
    private static readonly PredictionOptions Options = PredictionOptions.Default with
    {
        Excitations = new ExcitationOptions { States = 3, Multiplicities = [Multiplicity.Singlet, Multiplicity.Triplet] },
    };

    [Fact]
    public void A_model_is_composed_of_a_ground_state_and_excitations()
    {
        var structure = Solver.Structure("formaldehyde");
        var composed = Model.Load("gfn2-xtb").Predict(structure, Properties.Excitations, Options);
        composed.Provenance.LevelOfTheory.Should().Be("GFN2-xTB");
        composed.Excitations.Hamiltonian.Should().Be("sTDA-xTB");
        composed.Excitations.States.Should().HaveCount(6).And.BeInAscendingOrder(state => state.Energy);
        composed.ExcitedStateEnergy(1).Should().Be(composed.Energy + composed.Excitations.States[1].Energy);
        var alone = Model.Load("stda-xtb").Predict(structure, Properties.Excitations | Properties.Orbitals, Options);
        alone.HasEnergy.Should().BeFalse();
        alone.Energy.Should().Be(double.NaN);
        alone.Orbitals.Count.Should().Be(alone.Excitations.Orbitals!.Count, "the orbitals are those of the excitations' Hamiltonian");
        alone.Excitations.States.Select(state => state.Energy).Should().Equal(composed.Excitations.States.Select(state => state.Energy));
    }

    [Theory]
    [InlineData(Properties.Energy)]
    [InlineData(Properties.Excitations | Properties.Forces)]
    [InlineData(Properties.Charges)]
    public void Excitations_alone_have_no_energy(Properties asked)
    {
        var predict = () => Model.Load("stda-xtb").Predict(Solver.Structure("h2o"), asked);
        predict.Should().Throw<ArgumentException>().WithMessage("sTDA-xTB has no energy*gfn2-xtb*");
    }

    [Fact]
    public void The_own_kernel_takes_the_ground_state_s_Hamiltonian()
    {
        var options = Options with { Excitations = Options.Excitations with { Kernel = KernelKind.Own, IsFullResponse = true } };
        var excitations = Model.Load("gfn1-xtb").Predict(Solver.Structure("formaldehyde"), Properties.Excitations, options).Excitations;
        excitations.Hamiltonian.Should().Be("GFN1-xTB");
        excitations.ExchangeFraction.Should().Be(0.0);
        var predict = () => Model.Load("stda-xtb").Predict(Solver.Structure("h2o"), Properties.Excitations, options);
        predict.Should().Throw<ArgumentException>().WithMessage("*own*self-consistent*");
    }

    [Fact]
    public void Open_shells_are_refused_in_one_sentence()
    {
        var radical = Solver.Structure("ch3_radical");
        var predict = () => Model.Load("gfn2-xtb").Predict(radical, Properties.Excitations, Options);
        predict.Should().Throw<ArgumentException>().WithMessage("*closed shells*");
        var own = Options with { Excitations = Options.Excitations with { Kernel = KernelKind.Own } };
        var predictOwn = () => Model.Load("gfn2-xtb").Predict(radical, Properties.Excitations, own);
        predictOwn.Should().Throw<NotSupportedException>().WithMessage("*closed shells*");
        Model.Load("gfn2-xtb").PredictMany([radical, Solver.Structure("h2o")], Properties.Excitations, Options).Select(result => result.Prediction is not null)
            .Should().Equal(false, true);
    }

    [Fact]
    public void An_unstable_ground_state_is_reported()
    {
        // Stretched H2: the triplet lies below the closed shell, and its root of the full problem is imaginary.
        var stretched = new Structure([1, 1], [0.0, 0.0, 0.0, 0.0, 0.0, 5.5]);
        var options = Options with
        {
            Scf = Options.Scf with { ElectronicTemperature = 0.0 },
            Excitations = Options.Excitations with { Kernel = KernelKind.Own, IsFullResponse = true, Multiplicities = [Multiplicity.Triplet] },
        };
        var prediction = Model.Load("gfn2-xtb").Predict(stretched, Properties.Excitations, options);
        prediction.Certificate.IsConverged.Should().BeFalse();
        prediction.Certificate.ToString().Should().Contain("imaginary").And.Contain("triplet");
        prediction.Excitations.States.Should().BeEmpty();
    }

    [Fact]
    public void A_window_gives_all_states_in_it()
    {
        var structure = Solver.Structure("formaldehyde");
        var many = Stda(structure, new ExcitationOptions { States = 40 });
        var window = 0.5 * (many[12].Energy + many[13].Energy);
        Stda(structure, new ExcitationOptions { States = 1, Window = window }).Should().HaveCount(13);

        static ExcitedState[] Stda(Structure structure, ExcitationOptions options) => [.. ExcitationModel.Load("stda-xtb").Predict(structure, options).States];
    }

    [Fact]
    public void Every_wrong_option_is_named()
    {
        var wrong = new Dictionary<ExcitationOptions, string>
        {
            [new ExcitationOptions { States = 0 }] = "*one excited state*0*",
            [new ExcitationOptions { Multiplicities = [] }] = "*Singlets, triplets or both*",
            [new ExcitationOptions { Window = -1.0 }] = "*window*-1*",
            [new ExcitationOptions { SelectionError = 0.0 }] = "*positive error*",
            [new ExcitationOptions { Tolerance = double.NaN }] = "*tolerance*NaN*",
            [new ExcitationOptions { Kernel = KernelKind.Published, IsFullResponse = true }] = "*full problem*",
            [new ExcitationOptions { Kernel = KernelKind.Own, SelectionError = 1e-4 }] = "*simplified*",
        };
        foreach (var (options, message) in wrong)
        {
            var validate = () => options.Validated();
            validate.Should().Throw<ArgumentException>().WithMessage(message);
        }
    }
}
