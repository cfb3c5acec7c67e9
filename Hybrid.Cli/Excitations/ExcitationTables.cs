using System.Globalization;
using Hybrid.Cli.Writing;
using Hybrid.Core.Units;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Spectre.Console;

namespace Hybrid.Cli.Excitations;

/// <summary>The table of excited states.</summary>
internal sealed class ExcitationTables(TableWriter tables)
{
    /// <summary>Characters that a row with two configurations may take; one fits into 80.</summary>
    private const int WideRow = 105;

    /// <param name="excitations">The states.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="uncertain">Their uncertainties; null for a table without.</param>
    /// <param name="applicability">How like the training data the molecule is; null where that isn't known.</param>
    public void Write(MolecularExcitations excitations, ExcitationSource source, UncertainExcitations? uncertain, Applicability? applicability)
    {
        tables.Line();
        tables.Line(Source(excitations));
        if (source.Remark is { } remark)
            tables.Line(remark);
        if (excitations.States.IsEmpty)
        {
            tables.Line("no states");
            return;
        }

        var configurations = tables.Width >= WideRow ? 2 : 1;
        var withAnalysis = !excitations.Analyses.IsEmpty;
        var table = (uncertain is null ? TableWriter.New("State", "eV", "nm", "f", "R / 1e-40 cgs") : TableWriter.New("State", "eV", "±", "nm", "f", "±")).AddColumn(Words("character")).AddColumn(Words("configurations"));
        var numbers = new Dictionary<Multiplicity, int>();
        for (var k = 0; k < excitations.States.Length; k++)
        {
            var state = excitations.States[k];
            var number = numbers[state.Multiplicity] = numbers.GetValueOrDefault(state.Multiplicity) + 1;
            var label = FormattableString.Invariant($"{(state.Multiplicity == Multiplicity.Singlet ? 'S' : 'T')}{number}");
            string[] numbersOfState = uncertain is null
                ? [label, Energy(state), Wavelength(state), Number(state.OscillatorStrength, 4), state.RotatoryStrengthInCgs is { } R ? Number(R, 2) : string.Empty]
                : [label, Energy(state), Number(uncertain.States[k]?.EnergyUncertainty, 3), Wavelength(state), Number(state.OscillatorStrength, 4), Number(uncertain.States[k]?.StrengthUncertainty, 4)];
            table.AddRow([.. numbersOfState, withAnalysis ? Character(excitations, k) : string.Empty, Configurations(state, configurations)]);
        }

        tables.Write(table);
        foreach (var sentence in uncertain is null ? [] : IntervalSentences.Of(uncertain, source))
            tables.Line(sentence);
        if (uncertain?.Frontier is { } frontier)
            tables.Line(FormattableString.Invariant($"Orbitals of this Hamiltonian: HOMO {frontier.Orbitals.Highest:0.00} ± {frontier.Highest:0.00} eV, LUMO {frontier.Orbitals.Lowest:0.00} ± {frontier.Lowest:0.00} eV, gap ± {frontier.Gap:0.00} eV: what the data leave open, held against no labels."));
        if (source.TrainingDataProblem is { } problem)
            tables.Line($"Note: how like the training data the molecule is isn't known: {problem}");
        foreach (var note in applicability?.Notes() ?? [])
            tables.Line($"Note: {note}");
        foreach (var check in uncertain?.Checks?.OfType<PropagationCheck>().Where(check => !check.Agrees) ?? [])
            tables.Line(FormattableString.Invariant($"Note: {(check.Multiplicity == Multiplicity.Singlet ? 'S' : 'T')}{check.Rank}: the ensemble's spread is {check.FirstOrder:0.000} eV to first order and {check.Exact:0.000} eV exactly; the error bar is uncertain itself."));
    }

    private static string Energy(ExcitedState state) => Number(state.Energy * Constants.ElectronvoltPerHartree, 3);

    private static string Wavelength(ExcitedState state) => Number(Constants.NanometreHartree / state.Energy, 1);

    private static string Number(double? value, int decimals) => value is { } known ? Number(known, decimals) : string.Empty;

    /// <summary>Such as "Excited states of sTDA-xTB, simplified kernel, Tamm–Dancoff approximation".</summary>
    public static string Source(MolecularExcitations excitations) => $"Excited states of {Method(excitations)}";

    /// <summary>Such as "sTDA-xTB, simplified kernel, Tamm–Dancoff approximation".</summary>
    public static string Method(MolecularExcitations excitations)
    {
        var kernel = excitations.Options.Kernel switch { KernelKind.Own => "own kernel", KernelKind.Published => "published mode", _ => "simplified kernel" };
        return $"{(excitations.Correction is { } name ? $"{name} on " : "")}{excitations.Hamiltonian}, {kernel}, {(excitations.Options.IsFullResponse ? "full linear response" : "Tamm–Dancoff approximation")}";
    }

    private static string Configurations(ExcitedState state, int most) => string.Join(
        ", ", state.Configurations.Take(most).Select(c => FormattableString.Invariant($"{c.Label} {100.0 * c.Weight:0} %")));

    public static string Character(MolecularExcitations excitations, int k)
    {
        var character = excitations.Analyses[k].Character.ToString();
        return excitations.IsSpuriousChargeTransferLikely(k) ? $"{character}, perhaps too low" : character;
    }

    private static TableColumn Words(string title) => new TableColumn($"[grey]{title}[/]").NoWrap().PadLeft(2);

    private static string Number(double value, int decimals)
    {
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAnyExcept("-0.") ? text : text.TrimStart('-');
    }
}
