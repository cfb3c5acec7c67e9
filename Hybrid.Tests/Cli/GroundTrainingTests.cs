using System.Globalization;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Hybrid.Cli;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Tests.Physics.Parameters;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>Models of ground states by the command line: trained, read back, predicted with.</summary>
public sealed class GroundTrainingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_that_was_trained_on_energies_forces_charges_and_dipoles_predicts_them()
    {
        var run = CommandLine.Run("train", Configuration("a"));
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        run.Output.Should().Contain("energies per atom").And.Contain("forces").And.Contain("charges").And.Contain("dipoles");
        var model = ModelFolder.Read(At("a"));
        model.HasEnergy.Should().BeTrue();
        model.Description.Physics!.Parameters.Should().Be("gfn1-xtb");
        model.Description.Zero!.PerElement.Keys.Should().Equal(1, 6, 7, 8);
        File.ReadAllText(At("a", "README.md")).Should().Contain("## Zero of energy").And.Contain("Ground states of molecules");

        var predicted = CommandLine.Run("predict", CommandLine.Water, "--model", At("a"), "--properties", "forces,charges", "--format", "json");
        predicted.Error.Should().BeEmpty();
        predicted.Code.Should().Be(0);
        using var json = JsonDocument.Parse(predicted.Output);
        var water = Hybrid.Core.IO.StructureFile.Read(CommandLine.Water);
        var expected = model.Ground.Predict(water, Properties.Forces | Properties.Charges | Properties.Dipole);
        json.RootElement.GetProperty("properties").GetProperty("return_energy").GetDouble().Should().Be(expected.Energy);
        json.RootElement.GetProperty("return_result").EnumerateArray().Select(x => x.GetDouble()).Should().Equal(expected.Gradient.ToArray());
        json.RootElement.GetProperty("provenance").GetProperty("parameters_sha256").GetString().Should().Be(model.Digest);
        var ground = json.RootElement.GetProperty("extras").GetProperty("hybrid").GetProperty("ground_model");
        ground.GetProperty("sha256").GetString().Should().Be(model.Digest);
        ground.GetProperty("energy_at_level").GetDouble().Should().BeApproximately(Model.Load("gfn2-xtb").Predict(water).Energy, 0.1, "these are the labels' energies");
        expected.Energy.Should().NotBeApproximately(Model.Load("gfn1-xtb").Predict(water).Energy, 1e-7, "something was learned");
        CommandLine.Run("predict", CommandLine.Water, "--model", At("a")).Output.Should().Contain("total with the zero of GFN2").And.Contain("a trained model on GFN1-xTB");

        var explained = CommandLine.Run("explain", CommandLine.Water, "--model", At("a"));
        explained.Code.Should().Be(0);
        explained.Output.Should().Contain("on GFN1-xTB").And.Contain("physics alone").And.Contain("quadrature error").And.Contain("Charges of the ground state");
    }

    [Fact]
    public void Parameters_are_fitted_to_all_structures_at_once()
    {
        var run = CommandLine.Run("train", Configuration("a", "method: lbfgs, gradient_tolerance: 1.0e-3", "physics"));
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        var objectives = run.Lines.Where(line => line.StartsWith("iteration ", StringComparison.Ordinal)).Select(Objective).ToArray();
        objectives.Should().HaveCount(2).And.BeInDescendingOrder();
        ModelFolder.Read(At("a")).Description.Training!.ValidErrors.Should().HaveCount(4);
        File.ReadAllLines(At("a", "log.csv")).Should().HaveCount(3);

        static double Objective(string line) => double.Parse(line.Split("objective ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("method: lbfgs", "hybrid", "the kind physics was expected for training.method lbfgs")]
    [InlineData("method: sgd", "hybrid", "adamw or lbfgs was expected as training.method")]
    public void Methods_that_do_not_fit_are_refused(string training, string kind, string message)
    {
        var run = CommandLine.Run("train", Configuration("a", training, kind));
        run.Code.Should().Be(ExitCode.SomeFailed);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain(message);
    }

    [Fact]
    public void Energies_of_excitations_alone_are_refused()
    {
        var path = Configuration("a");
        File.WriteAllText(path, File.ReadAllText(path).Replace("gfn1-xtb", "stda-xtb", StringComparison.Ordinal).Replace("tables: [level, hubbard, k_ss], sites: [level], ", "", StringComparison.Ordinal));
        var run = CommandLine.Run("train", path);
        run.Code.Should().Be(ExitCode.SomeFailed);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("A base with an energy such as gfn2-xtb was expected");
    }

    private string At(params string[] names) => Path.Combine([folder.Path, .. names]);

    private string Configuration(string output, string training = "threads: 2", string kind = "hybrid")
    {
        File.WriteAllText(At("train.extxyz"), string.Concat(new[] { "nh3", "formaldehyde", "hcn", "methanol" }.Select(name => Frame(name, ReferenceSet.Gfn2[name].Structure))));
        File.WriteAllText(At("valid.extxyz"), Frame("formamide", ReferenceSet.Gfn2["formamide"].Structure));
        var path = At($"{output}.yaml");
        File.WriteAllText(path, $$"""
            model:
              kind: {{kind}}
              base: gfn1-xtb
              level: GFN2
              representation: {width: 4, vectors: 2, pair_width: 4, layers: 1, radial_functions: 4, element_width: 2}
              corrections: {tables: [level, hubbard, k_ss], sites: [level], energies: true}
            data:
              train:
                - {file: train.extxyz, labels: &labels {total_energy_eh: energy, forces_eh_per_bohr: forces, charges: charges, dipole_au: dipole, name: name} }
              valid:
                - {file: valid.extxyz, labels: *labels}
            targets:
              energies: {weight: 0.1}
              forces: {}
              charges: {weight: 10}
              dipoles: {}
            training: {epochs: 2, batch: 2, learning_rate: 0.01, average_decay: 0.5, {{training}} }
            output: {{output}}

            """);
        return path;
    }

    private static string Frame(string name, Structure structure)
    {
        var labels = Model.Load("gfn2-xtb").Predict(structure, Properties.Forces | Properties.Charges | Properties.Dipole);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{structure.AtomCount}\nProperties=species:S:1:pos:R:3:forces:R:3:charges:R:1 name={name} energy={labels.Energy} dipole=\"{labels.Dipole[0]} {labels.Dipole[1]} {labels.Dipole[2]}\" pbc=\"F F F\"\n");
        var forces = labels.Forces();
        for (var A = 0; A < structure.AtomCount; A++)
        {
            text.Append(Element.Symbol(structure.AtomicNumbers[A]));
            for (var k = 3 * A; k < (3 * A) + 3; k++)
                text.Append(CultureInfo.InvariantCulture, $" {structure.Positions[k] * Constants.AngstromPerBohr}");
            for (var k = 3 * A; k < (3 * A) + 3; k++)
                text.Append(CultureInfo.InvariantCulture, $" {forces[k]}");
            text.Append(CultureInfo.InvariantCulture, $" {labels.AtomCharges[A]}\n");
        }

        return text.ToString();
    }
}
