using Hybrid.Core.IO;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Configuration;

/// <summary>One key of the section targets: what is compared, and how deviations are punished.</summary>
/// <param name="Name">The key.</param>
/// <param name="Term">Makes the term, with the offsets of levels of theory.</param>
internal sealed record TargetConfiguration(string Name, Func<LevelOffsets, LossTerm> Term)
{
    /// <summary>Makes the term of total energies with reference energies of atoms, which are fitted to the training data; null for other terms.</summary>
    public Func<IReadOnlyList<ReferenceEnergies>, LossTerm>? WithReferences { get; private init; }

    /// <summary>eV; labels that are further off count by their distance, not its square.</summary>
    private const double EnergyHuber = 0.15;

    private const double StrengthHuber = 0.05;

    /// <summary>meV per atom.</summary>
    private const double EnergyPerAtomHuber = 10.0;

    /// <summary>eV/Å.</summary>
    private const double ForceHuber = 0.2;

    public static IReadOnlyList<TargetConfiguration> Of(ConfigurationMap map)
    {
        var targets = new List<TargetConfiguration>();
        foreach (var (name, read) in new (string, Func<ConfigurationMap, Func<LevelOffsets, LossTerm>>)[]
        {
            ("singlet_energies", section => Energies(section, Multiplicity.Singlet)), ("triplet_energies", section => Energies(section, Multiplicity.Triplet)),
            ("strengths", Strengths), ("matched_singlets", section => Matched(section, Multiplicity.Singlet)),
            ("matched_triplets", section => Matched(section, Multiplicity.Triplet)), ("spectra", Spectra),
            ("learned_singlets", section => Learned(section, Multiplicity.Singlet)), ("learned_triplets", section => Learned(section, Multiplicity.Triplet)),
            ("forces", Forces), ("charges", Property("huber", 0.02, PropertyLoss.Charges)), ("dipoles", Property("huber_debye", 0.2, PropertyLoss.Dipoles)),
            ("quadrupoles", Property("huber_au", 0.5, PropertyLoss.Quadrupoles)),
            ("orbital_energies", Property("huber_ev", EnergyHuber, PropertyLoss.OrbitalEnergies)), ("gaps", Property("huber_ev", EnergyHuber, PropertyLoss.Gaps)),
        })
        {
            if (map.Map(name) is not { } section)
                continue;
            targets.Add(new TargetConfiguration(name, read(section)));
            section.RefuseUnknown();
        }

        if (map.Map("energies") is { } energies)
            targets.Add(TotalEnergies(energies));
        map.RefuseUnknown();
        return targets.Count > 0 ? targets : throw map.Wrong("", "at least one target such as singlet_energies or energies was expected, but there is none.");
    }

    private static Func<LevelOffsets, LossTerm> Energies(ConfigurationMap map, Multiplicity multiplicity)
    {
        var (weight, huber) = (Weight(map), EnergyDeviation(map));
        return offsets => new StateEnergyLoss(multiplicity, huber, weight, offsets);
    }

    private static Func<LevelOffsets, LossTerm> Strengths(ConfigurationMap map)
    {
        var (weight, huber, width) = (Weight(map), new HuberLoss(map.Number("huber", StrengthHuber, 1e-6)), map.Number("degeneracy_ev", 0.05, 1e-6));
        return _ => new StateStrengthLoss(huber, weight, width);
    }

    private static Func<LevelOffsets, LossTerm> Matched(ConfigurationMap map, Multiplicity multiplicity)
    {
        var (weight, energy, strength) = (Weight(map), EnergyDeviation(map), new HuberLoss(map.Number("huber", StrengthHuber, 1e-6)));
        var (strengthWeight, rydberg) = (map.Number("strength_weight", 1.0, 0.0), map.Number("rydberg_weight", 0.25, 0.0));
        var (extra, highest) = (map.Integer("extra_states", 2, 0), map.Number("highest_ev", double.PositiveInfinity, 1e-3));
        return offsets => new MatchedStateLoss(multiplicity, energy, strength, offsets)
        {
            Weight = weight, StrengthWeight = strengthWeight, RydbergWeight = rydberg, ExtraStates = extra, HighestEnergy = highest,
        };
    }

    private static Func<LevelOffsets, LossTerm> Spectra(ConfigurationMap map)
    {
        var (weight, huber) = (Weight(map), new HuberLoss(map.Number("huber", 0.1, 1e-6)));
        var axis = map.Checked("lowest_ev", () => SpectralAxis.Of(SpectralUnit.Electronvolt, map.Number("lowest_ev", 3.0, 1e-3), map.Number("highest_ev", 8.0, 1e-3), map.Integer("points", 101, 2)));
        var broadening = Broadening.FromElectronvolt(LineShape.Gaussian, map.Number("width_ev", 0.4, 1e-3, 10.0));
        return _ => new SpectrumLoss(axis, broadening, huber, weight);
    }

    private static Func<LevelOffsets, LossTerm> Learned(ConfigurationMap map, Multiplicity multiplicity)
    {
        var (weight, width, states) = (map.Number("weight", 0.1, 0.0), map.Number("width_ev", 1.0, 1e-6), map.Integer("states", 2, 1));
        return _ => new LearnedPartLoss(multiplicity, states, weight, width);
    }

    private static TargetConfiguration TotalEnergies(ConfigurationMap map)
    {
        var (weight, huber) = (Weight(map), new HuberLoss(map.Number("huber_mev", EnergyPerAtomHuber, 1e-6)));
        var isFitted = map.Choice("zero", "fitted", "fitted", "model") == "fitted";
        map.RefuseUnknown();
        return new TargetConfiguration("energies", _ => new EnergyLoss(huber, weight))
        {
            WithReferences = isFitted ? references => new EnergyLoss(huber, weight, references) : null,
        };
    }

    private static Func<LevelOffsets, LossTerm> Forces(ConfigurationMap map)
    {
        var (weight, huber) = (Weight(map), new HuberLoss(map.Number("huber_ev_per_angstrom", ForceHuber, 1e-6)));
        return _ => new ForceLoss(huber, weight);
    }

    private static Func<ConfigurationMap, Func<LevelOffsets, LossTerm>> Property(string key, double width, Func<HuberLoss, double, LossTerm> term) => map =>
    {
        var (weight, huber) = (Weight(map), new HuberLoss(map.Number(key, width, 1e-6)));
        return _ => term(huber, weight);
    };

    private static double Weight(ConfigurationMap map) => map.Number("weight", 1.0, 0.0);

    private static HuberLoss EnergyDeviation(ConfigurationMap map) => new(map.Number("huber_ev", EnergyHuber, 1e-6));
}
