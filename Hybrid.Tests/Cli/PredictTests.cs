using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Hybrid.Physics.Parameters;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

public sealed class PredictTests
{
    private const string Radical = "4\ncharge=0 multiplicity=2 Properties=species:S:1:pos:R:3\nC 0 0 0\nH 1.079 0.01 0.02\nH -0.54 0.93 0\nH -0.54 -0.93 0\n";
    private const string Cation = "1\ncharge=1 Properties=species:S:1:pos:R:3\nLi 0 0 0\n";
    private const string Bad = "2\nhello\nH 0 0 0\nQq 0 0 1\n";

    [Fact]
    public void Json_has_the_shape_of_an_atomic_result()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--format", "json", "--properties", "forces,charges,orbitals,bond-orders,quadrupole,parameter-gradient");

        run.Code.Should().Be(0);
        run.Error.Should().BeEmpty();
        using var document = JsonDocument.Parse(run.Lines.Should().ContainSingle().Subject);
        var root = document.RootElement;
        root.GetProperty("success").GetBoolean().Should().BeTrue();
        root.GetProperty("driver").GetString().Should().Be("gradient");
        root.GetProperty("model").GetProperty("method").GetString().Should().Be("gfn2-xtb");
        var molecule = root.GetProperty("molecule");
        molecule.GetProperty("symbols").EnumerateArray().Select(symbol => symbol.GetString()).Should().Equal("O", "H", "H");
        molecule.GetProperty("geometry").GetArrayLength().Should().Be(9);
        molecule.GetProperty("molecular_multiplicity").GetInt32().Should().Be(1);
        var properties = root.GetProperty("properties");
        properties.GetProperty("return_energy").GetDouble().Should().BeApproximately(-5.070222286776, 1e-9);
        properties.GetProperty("return_gradient").GetArrayLength().Should().Be(9);
        properties.GetProperty("scf_dipole_moment").GetArrayLength().Should().Be(3);
        properties.GetProperty("scf_iterations").GetInt32().Should().BePositive();
        root.GetProperty("provenance").GetProperty("linear_algebra").GetString().Should().NotBeNullOrEmpty();
        root.GetProperty("provenance").GetProperty("wall_time").GetDouble().Should().BePositive();
        var extras = root.GetProperty("extras").GetProperty("hybrid");
        extras.GetProperty("charges").GetArrayLength().Should().Be(3);
        extras.GetProperty("orbital_energies").GetArrayLength().Should().Be(6);
        extras.GetProperty("occupations").EnumerateArray().Sum(f => f.GetDouble()).Should().BeApproximately(8, 1e-9);
        extras.GetProperty("bond_orders").GetArrayLength().Should().Be(2);
        extras.GetProperty("energy_terms").EnumerateObject().Sum(term => term.Value.GetDouble()).Should().BeApproximately(-5.070222286776, 1e-9);
        foreach (var term in extras.GetProperty("energy_terms").EnumerateObject())
        {
            var shares = extras.GetProperty("atomic_energies").GetProperty(term.Name);
            shares.GetArrayLength().Should().Be(3);
            shares.EnumerateArray().Sum(share => share.GetDouble()).Should().BeApproximately(term.Value.GetDouble(), 1e-12);
        }

        run.Output.Should().NotContain("null");
        extras.GetProperty("certificate").GetProperty("converged").GetBoolean().Should().BeTrue();
        extras.GetProperty("parameter_gradient").GetProperty("hubbard[O]").GetDouble().Should().NotBe(0);
    }

    [Fact]
    public void Keywords_say_what_a_structure_was_computed_with()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--format", "json", "--electronic-temperature", "500", "--accuracy", "0.1", "--max-iterations", "2");

        run.Code.Should().Be(1);
        var failed = JsonDocument.Parse(run.Lines.Single()).RootElement;
        failed.GetProperty("error").GetProperty("error_message").GetString().Should().Contain("in 2 iterations");
        failed.GetProperty("keywords").GetProperty("max_iterations").GetInt32().Should().Be(2);
        var keywords = JsonDocument.Parse(CommandLine.Run(
            "predict", CommandLine.Water, "--format", "json", "--electronic-temperature", "500", "--accuracy", "0.1").Lines.Single()).RootElement.GetProperty("keywords");
        keywords.GetProperty("electronic_temperature").GetDouble().Should().Be(500);
        keywords.GetProperty("accuracy").GetDouble().Should().Be(0.1);
        keywords.GetProperty("max_iterations").GetInt32().Should().Be(250);
        keywords.GetProperty("electric_field").EnumerateArray().Select(x => x.GetDouble()).Should().Equal(0, 0, 0);
        keywords.GetProperty("guess").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public void Responses_are_under_extras_and_the_hessian_is_the_result()
    {
        var run = CommandLine.Run(
            "predict", CommandLine.Water, "--format", "json", "--properties", "hessian,vibrations,polarizability",
            "--temperature", "350", "--pressure", "100000", "--symmetry-number", "2", "--rotor-cutoff", "50");

        run.Code.Should().Be(0);
        using var document = JsonDocument.Parse(run.Lines.Should().ContainSingle().Subject);
        var root = document.RootElement;
        root.GetProperty("driver").GetString().Should().Be("hessian");
        var hessian = root.GetProperty("return_result").EnumerateArray().Select(x => x.GetDouble()).ToArray();
        hessian.Should().HaveCount(81);
        root.GetProperty("properties").GetProperty("return_hessian").GetArrayLength().Should().Be(81);
        var extras = root.GetProperty("extras").GetProperty("hybrid");
        extras.GetProperty("hessian").EnumerateArray().Select(x => x.GetDouble()).Should().Equal(hessian);
        var vibrations = extras.GetProperty("vibrations");
        foreach (var name in new[] { "frequencies_cm1", "ir_intensities_km_mol", "reduced_masses_u", "force_constants" })
            vibrations.GetProperty(name).GetArrayLength().Should().Be(3);
        vibrations.GetProperty("displacements").GetArrayLength().Should().Be(27);
        vibrations.GetProperty("linear").GetBoolean().Should().BeFalse();
        var thermochemistry = extras.GetProperty("thermochemistry");
        thermochemistry.GetProperty("temperature_k").GetDouble().Should().Be(350);
        thermochemistry.GetProperty("symmetry_number").GetInt32().Should().Be(2);
        thermochemistry.GetProperty("free_energy").GetDouble().Should().BeApproximately(
            thermochemistry.GetProperty("enthalpy").GetDouble() - (350 * thermochemistry.GetProperty("entropy").GetDouble()), 1e-12);
        extras.GetProperty("polarizability").GetArrayLength().Should().Be(9);
        extras.GetProperty("polarizability_mean").GetDouble().Should().BePositive();
        extras.GetProperty("polarizability_asymmetry").GetDouble().Should().BeInRange(0, 1e-3);
    }

    [Fact]
    public void Tables_of_responses_have_one_row_for_each_mode()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--properties", "hessian,vibrations,polarizability", "--threads", "1");

        run.Code.Should().Be(0);
        run.Output.Should().Contain("Polarizability").And.Contain("Hessian (Eh/a0²)").And.Contain("Vibration (negative: imaginary)")
            .And.Contain("At 298.15 K, 101325 Pa, symmetry number 1").And.Contain("zero-point energy");
        run.Lines.Count(line => line.StartsWith("O1 ", StringComparison.Ordinal)).Should().Be(3);
    }

    [Fact]
    public void Mixed_good_and_bad_frames_are_answered_in_order()
    {
        var input = Encoding.UTF8.GetBytes(Radical + Bad + Cation);
        var run = CommandLine.RunWith(input, CancellationToken.None, "predict", "-", "no-such-file.xyz", CommandLine.Water, "--format", "json", "--threads", "2");

        run.Code.Should().Be(1);
        var answers = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        answers.Select(answer => answer.GetProperty("success").GetBoolean()).Should().Equal(true, false, true, false, true);
        answers[1].GetProperty("error").GetProperty("error_message").GetString().Should().StartWith("standard input, line 10, frame 2: ").And.Contain("Qq");
        answers[3].GetProperty("error").GetProperty("error_message").GetString().Should().Be("no-such-file.xyz: there is no such file.");
    }

    [Fact]
    public void A_frames_own_charge_and_spin_come_before_the_options()
    {
        var input = Encoding.UTF8.GetBytes(Radical + Cation + "1\nplain\nLi 0 0 0\n");
        var run = CommandLine.RunWith(input, CancellationToken.None, "predict", "-", "--charge", "-1", "--format", "json");

        var molecules = run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("molecule")).ToArray();
        molecules.Select(molecule => molecule.GetProperty("molecular_charge").GetDouble()).Should().Equal(0, 1, -1);
        molecules[0].GetProperty("molecular_multiplicity").GetInt32().Should().Be(2);
        run.Code.Should().Be(0);
    }

    [Fact]
    public void An_unpaired_count_that_does_not_fit_is_the_frames_failure()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--unpaired", "1");

        run.Code.Should().Be(1);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("8 electrons allow an even number of unpaired electrons");
    }

    [Theory]
    [InlineData("gfn1-xtb", 2)]
    [InlineData("gfn2-xtb", 1)]
    public void Any_number_of_threads_gives_the_same_bits(string model, int other)
    {
        string[] files = [CommandLine.Water, CommandLine.Example("structures/c2h5oh.xyz"), CommandLine.Example("structures/c6h6.xyz"), CommandLine.Example("structures/lih.xyz")];
        string[] options = ["--model", model, "--format", "json", "--properties", "forces,charges,orbitals"];

        Numbers(CommandLine.Run(["predict", .. files, .. options, "--threads", "1"]))
            .Should().Equal(Numbers(CommandLine.Run(["predict", .. files, .. options, "--threads", $"{other + 1}"])));

        static IEnumerable<string> Numbers(CommandLine.Outcome run) => run.Lines.Select(line =>
        {
            var root = JsonDocument.Parse(line).RootElement;
            return root.GetProperty("properties").GetRawText() + root.GetProperty("extras").GetRawText();
        });
    }

    [Fact]
    public void Compressed_input_and_an_output_file_work_together()
    {
        using var folder = new TemporaryFolder();
        var output = Path.Combine(folder.Path, "results.jsonl");
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Radical + Radical));

        var run = CommandLine.RunWith(compressed.ToArray(), CancellationToken.None, "predict", "-", "--format", "json", "--output", output);

        run.Code.Should().Be(0);
        run.Output.Should().BeEmpty();
        File.ReadAllLines(output).Should().HaveCount(2).And.OnlyContain(line => line.StartsWith('{'));
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void Matrices_and_orbitals_are_written()
    {
        using var folder = new TemporaryFolder();
        var (matrices, molden) = (Path.Combine(folder.Path, "water.npz"), Path.Combine(folder.Path, "water.molden"));

        CommandLine.Run("predict", CommandLine.Water, "--matrices", matrices, "--molden", molden).Code.Should().Be(0);

        using var archive = ZipFile.OpenRead(matrices);
        archive.Entries.Select(entry => entry.Name).Should().Contain(["H.npy", "H0.npy", "S.npy", "P.npy", "C.npy", "orbital_energies.npy"]);
        File.ReadAllText(molden).Should().StartWith("[Molden Format]").And.Contain("[MO]").And.Contain("Ene= -0.68");
    }

    [Fact]
    public void Several_structures_number_their_matrices_and_have_no_molden_file()
    {
        using var folder = new TemporaryFolder();
        var matrices = Path.Combine(folder.Path, "two.npz");
        var lithium = CommandLine.Example("structures/lih.xyz");

        CommandLine.Run("predict", CommandLine.Water, lithium, "--matrices", matrices).Code.Should().Be(0);
        using (var archive = ZipFile.OpenRead(matrices))
            archive.Entries.Select(entry => entry.Name).Should().Contain(["1_H.npy", "2_S.npy"]);

        var run = CommandLine.Run("predict", CommandLine.Water, lithium, "--molden", Path.Combine(folder.Path, "x.molden"));
        run.Code.Should().Be(2);
        run.Error.Should().Contain("single structure");
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void A_failed_structure_neither_leaves_nor_replaces_files_of_orbitals()
    {
        using var folder = new TemporaryFolder();
        var (matrices, molden) = (Path.Combine(folder.Path, "bad.npz"), Path.Combine(folder.Path, "bad.molden"));
        string[] line = ["predict", "-", "--matrices", matrices, "--molden", molden];

        CommandLine.RunWith(Encoding.UTF8.GetBytes(Bad), CancellationToken.None, line).Code.Should().Be(1);
        Directory.GetFileSystemEntries(folder.Path).Should().BeEmpty();

        File.WriteAllText(matrices, "earlier");
        File.WriteAllText(molden, "earlier");
        CommandLine.RunWith(Encoding.UTF8.GetBytes(Bad), CancellationToken.None, line).Code.Should().Be(1);
        File.ReadAllText(matrices).Should().Be("earlier");
        File.ReadAllText(molden).Should().Be("earlier");

        CommandLine.RunWith(Encoding.UTF8.GetBytes(Bad + Cation), CancellationToken.None, "predict", "-", "--matrices", matrices).Code.Should().Be(1);
        using var archive = ZipFile.OpenRead(matrices);
        archive.Entries.Should().NotBeEmpty().And.OnlyContain(entry => entry.Name.StartsWith("2_", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_a_failure_and_never_null()
    {
        using var folder = new TemporaryFolder();
        var set = ParameterSet.Embedded("gfn2-xtb");
        set.With(set["d_weighting"].WithValues([1e308])).Save(folder.Path);

        var run = CommandLine.Run("predict", CommandLine.Water, "--model", folder.Path, "--properties", "forces", "--format", "json");

        run.Code.Should().Be(1);
        var answer = JsonDocument.Parse(run.Lines.Single()).RootElement;
        answer.GetProperty("success").GetBoolean().Should().BeFalse();
        answer.GetProperty("error").GetProperty("error_message").GetString().Should().StartWith("The gradient of the converged field");
        answer.TryGetProperty("return_result", out _).Should().BeFalse();
    }

    [Fact]
    public void A_cancelled_run_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var run = CommandLine.RunWith([], new CancellationToken(canceled: true), "predict", CommandLine.Water, "--output", Path.Combine(folder.Path, "x.txt"));

        run.Code.Should().Be(130);
        run.Error.Should().Be("hybrid: interrupted.\n");
        Directory.GetFiles(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void The_table_is_plain_text_with_everything_that_was_asked_for()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--properties", "forces,charges,dipole,quadrupole,orbitals,bond-orders,parameter-gradient");

        run.Code.Should().Be(0);
        run.Output.Should().NotContain("\u001b").And.NotContain(" \n").And.NotContain("…");
        foreach (var title in new[] { "Energy", "Frontier orbitals", "Dipole", "Quadrupole", "Charges", "Gradient (Eh/a0) and forces (eV/Å)", "Size of the gradient", "norm", "largest component", "Bonds", "Orbital", "Parameter" })
            run.Lines.Should().Contain(line => line.StartsWith(title, StringComparison.Ordinal));
        run.Output.Should().Contain("-5.07022229").And.Contain("hubbard[O]");
    }
}
