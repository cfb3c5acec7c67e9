using Hybrid.Physics.Ledger;
using Hybrid.Physics.Parameters;

namespace Hybrid.Cli.Explaining;

/// <summary>What the terms of a prediction mean, in plain words.</summary>
internal static class ExplanationWords
{
    private const string Surroundings = " (surroundings)";

    /// <param name="term">Of an entry.</param>
    /// <param name="parameters">Of the Hamiltonian, whose tables have a meaning each.</param>
    public static string Of(string term, ParameterSet parameters)
    {
        var table = term.EndsWith(Surroundings, StringComparison.Ordinal) ? term[..^Surroundings.Length] : term;
        return term switch
        {
            ExcitationLedger.OrbitalGap => "energy of the orbital that the electron goes to, minus that of the one that it leaves",
            ExcitationLedger.ResponseCoulomb => "attraction between the electron and the hole that it leaves",
            ExcitationLedger.Shift => "fixed constant of the published method, not learned here",
            ExcitationLedger.Spin => "attraction of parallel spins",
            "hopping" => "couplings between two neighbouring atoms, by their surroundings",
            "learned residual" => "energy added for each pair of neighbours",
            AtomicMoments.AtomicCharges => "charges of the atoms, at their nuclei",
            AtomicMoments.AtomicDipoles => "what the electrons of an atom are off its nucleus",
            "crystal field" => "orbitals of an atom changed by its neighbours",
            _ when term.StartsWith(ExcitationLedger.ResponseExchange, StringComparison.Ordinal) => "repulsion within the transition's own charge",
            _ when parameters.Has(table) => $"{(parameters.Method == "stda-xtb" ? TableWords.Of(table) : null) ?? Short(parameters[table].Meaning)}{(table == term ? "" : ", by an atom's surroundings")}",
            _ => string.Empty,
        };
    }

    /// <summary>The first part of a sentence, which others follow.</summary>
    private static string Short(string meaning)
    {
        var words = meaning.Split(';')[0].TrimEnd('.', ' ');
        return words.Length > 1 && char.IsLower(words[1]) ? $"{char.ToLowerInvariant(words[0])}{words[1..]}" : words;
    }
}
