using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Response.Analysis;

namespace Examples.Stories;

/// <summary>What a story tells of one excitation; energies in eV.</summary>
/// <param name="Molecule">Its name.</param>
/// <param name="Number">From one, by energy.</param>
/// <param name="Explanation">The excitation energy, taken apart.</param>
/// <param name="ChargeChange">What the excitation changes at each atom.</param>
/// <param name="HalfWidth">Behind ±; null where it isn't known.</param>
/// <param name="Strength">Oscillator strength.</param>
/// <param name="Character">Such as "π→π*".</param>
/// <param name="Leading">The largest of the transitions between orbitals that it consists of.</param>
/// <param name="Trust">Whether to believe it.</param>
public sealed record ExplainedSinglet(
    string Molecule, int Number, Explanation Explanation, Explanation ChargeChange, double? HalfWidth, double Strength, string Character, LeadingConfiguration Leading, TrustStatement Trust)
{
    public double Energy => Electronvolts(Explanation.Value);

    /// <summary>nm.</summary>
    public double Wavelength => Constants.NanometreHartree / Explanation.Value;

    public double Physics => Electronvolts(Explanation.Physics);

    public double Learned => Electronvolts(Explanation.Learned);

    /// <summary>Orbital gap with the constant of the method that is added to every configuration.</summary>
    public double Gap => Term(ExcitationLedger.OrbitalGap) + Term(ExcitationLedger.Shift);

    /// <summary>Attraction of the electron and the hole that it leaves.</summary>
    public double Attraction => Term(ExcitationLedger.ResponseCoulomb);

    /// <summary>Everything else that physics has for a singlet.</summary>
    public double Exchange => Physics - Gap - Attraction;

    /// <summary>The part of an electron that goes to other atoms, e: ½ Σ |Δq|.</summary>
    public double MovedCharge => 0.5 * ChargeChange.Entries.GroupBy(entry => entry.Atoms[0]).Sum(atom => Math.Abs(atom.Sum(entry => entry.Value)));

    /// <summary>What was learned of the energy on atoms: those of one, and half of those of two.</summary>
    public double LearnedOn(int atom) => Electronvolts(Explanation.Entries
        .Where(entry => entry.Kind == EntryKind.Learned && entry.Atoms.Contains(atom)).Sum(entry => entry.Value / entry.Atoms.Length));

    private double Term(string name) => Electronvolts(Explanation.Entries.Where(entry => entry.Kind == EntryKind.Physics && entry.Term == name).Sum(entry => entry.Value));

    private static double Electronvolts(double hartree) => hartree * Constants.ElectronvoltPerHartree;
}
