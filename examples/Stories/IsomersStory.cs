using System.Text;

namespace Examples.Stories;

/// <summary>Why azulene absorbs at longer wavelengths than naphthalene.</summary>
public sealed class IsomersStory
{
    /// <summary>Asks about both molecules.</summary>
    public IsomersStory(Teller teller)
    {
        ArgumentNullException.ThrowIfNull(teller);
        Azulene = teller.Singlets("azulene", 1)[0];
        var naphthalene = teller.Singlets("naphthalene", 2);
        NaphthaleneLowest = naphthalene[0];
        NaphthaleneLa = naphthalene.FirstOrDefault(IsFromHomoToLumo) ?? naphthalene[1];
    }

    /// <summary>S1.</summary>
    public ExplainedSinglet Azulene { get; }

    /// <summary>S1.</summary>
    public ExplainedSinglet NaphthaleneLowest { get; }

    /// <summary>The state of the same orbitals, HOMO to LUMO, as azulene's S1.</summary>
    public ExplainedSinglet NaphthaleneLa { get; }

    /// <summary>True where the excitation leads mostly from HOMO to LUMO.</summary>
    public static bool IsFromHomoToLumo(ExplainedSinglet state) => state is { Leading: { BelowHomo: 0, AboveLumo: 0, Weight: > 0.5 } };

    /// <summary>Numbers and figure.</summary>
    public Story AsStory()
    {
        ExplainedSinglet[] states = [NaphthaleneLowest, NaphthaleneLa, Azulene];
        var text = new StringBuilder();
        text.Append("eV                            naphthalene  naphthalene  azulene\n");
        Row("state", state => $"S{state.Number}");
        Row("orbital gap", state => Number(state.Gap));
        Row("attraction of electron and hole", state => Number(state.Attraction));
        Row("exchange", state => Number(state.Exchange));
        Row("physics alone", state => Number(state.Physics));
        Row("learned", state => Number(state.Learned));
        Row("prediction", state => Number(state.Energy));
        Row("± (68 %)", state => state.HalfWidth is { } width ? Number(width) : "not known");
        Row("wavelength, nm", state => FormattableString.Invariant($"{state.Wavelength:0}"));
        Row("oscillator strength", state => FormattableString.Invariant($"{state.Strength:0.000}"));
        Row("electrons moved between atoms", state => Number(state.MovedCharge));
        return new Story("azulene", text.ToString(), Figure(states).Svg());

        void Row(string name, Func<ExplainedSinglet, string> of) => text.Append(FormattableString.Invariant($"{name,-32}{of(states[0]),9}{of(states[1]),13}{of(states[2]),9}\n"));
    }

    private static BarFigure Figure(ExplainedSinglet[] states) => new(
        "What the excitation energy is made of (eV)", ["orbital gap", "attraction", "exchange", "learned", "prediction"],
        [.. states.Select(state => ($"{state.Molecule}, S{state.Number}", new[] { state.Gap, state.Attraction, state.Exchange, state.Learned, state.Energy }))]);

    private static string Number(double value) => FormattableString.Invariant($"{value:0.00}");
}
