using System.Collections.Immutable;
using Hybrid.Core.Elements;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Data;

/// <summary>Makes samples of frames and counts what they lack.</summary>
internal sealed class SampleAssembly(string path, LabelMapping mapping, IReadOnlySet<int>? elements)
{
    private readonly string fileName = Path.GetFileName(path);
    private readonly SortedDictionary<string, int> missing = new(StringComparer.Ordinal);
    private int samples;
    private int suspect;

    public LabelCensus Census => new(samples, missing.ToImmutableSortedDictionary(StringComparer.Ordinal), suspect);

    public Sample Sample(Frame frame)
    {
        var structure = frame.StructureOrThrow();
        RequireElements(structure, frame.Number);
        var labels = new FrameLabels(path, frame);
        var sample = new Sample
        {
            Name = FormattableString.Invariant($"{fileName}, frame {frame.Number}"),
            // What a file says beyond the atoms is in the labels; a hundred thousand samples needn't keep it as text.
            Structure = new Structure(structure.AtomicNumbers, structure.Positions, structure.Charge, structure.UnpairedElectrons, structure.Cell),
            Level = mapping.Level,
        };
        foreach (var label in mapping.Labels)
            sample = With(sample, label, labels);
        samples++;
        return WithStates(sample, labels);
    }

    private void RequireElements(Structure structure, int frame)
    {
        if (elements is null)
            return;
        foreach (var z in structure.AtomicNumbers)
        {
            if (!elements.Contains(z))
                throw new SampleException(path, frame, $"atoms of {string.Join(", ", elements.Order().Select(Element.Symbol))}", Element.Symbol(z));
        }
    }

    private Sample With(Sample sample, Label label, FrameLabels labels)
    {
        var quantity = label.Target.Quantity;
        return quantity switch
        {
            LabelledQuantity.TotalEnergy => sample with { Energy = Counted(label, labels.Number(label)) },
            LabelledQuantity.Gap => sample with { Gap = Counted(label, labels.Number(label)) },
            LabelledQuantity.Forces => sample with { Forces = Counted(label, labels.PerAtom(label, 3)) },
            LabelledQuantity.Charges => sample with { Charges = Counted(label, labels.PerAtom(label, 1)) },
            LabelledQuantity.Dipole => sample with { Dipole = Counted(label, labels.Numbers(label, 3)) },
            LabelledQuantity.Quadrupole => sample with { Quadrupole = Counted(label, labels.Numbers(label, 6)) },
            LabelledQuantity.OrbitalEnergies => sample with { OrbitalEnergies = Counted(label, labels.Numbers(label, null)) },
            LabelledQuantity.SampleWeight => sample with { Weight = Weight(label, labels) ?? 1.0 },
            LabelledQuantity.Level => sample with { Level = labels.Text(label) ?? mapping.Level },
            LabelledQuantity.Name => sample with { Name = labels.Text(label) ?? sample.Name },
            LabelledQuantity.Molecule => sample with { Molecule = labels.Text(label) },
            _ => sample,
        };
    }

    private Sample WithStates(Sample sample, FrameLabels labels)
    {
        var states = ImmutableArray.CreateBuilder<ReferenceState>();
        var present = new List<(Multiplicity, int)>();
        foreach (var label in mapping.Labels.Where(static label => label.Target.Quantity == LabelledQuantity.StateEnergy))
        {
            if (label.Target.State == 0)
                AddList(states, label, labels);
            else if (TryAdd(states, label, labels))
                present.Add((label.Target.Multiplicity, label.Target.State));
        }

        return states.Count == 0 ? sample : sample with { States = states.ToImmutable(), StatesAreLowest = mapping.StatesAreLowest && HaveNoGap(present) };
    }

    /// <summary>A frame that has a state without one below it of the same spin says nothing about the order; what is missing above doesn't matter.</summary>
    private static bool HaveNoGap(IEnumerable<(Multiplicity Multiplicity, int State)> present) => present
        .GroupBy(static state => state.Multiplicity)
        .All(static group => group.Max(static state => state.State) == group.Count());

    private bool TryAdd(ImmutableArray<ReferenceState>.Builder states, Label label, FrameLabels labels)
    {
        var energy = Counted(label, labels.Number(label));
        if (energy is null)
            return false;
        RequirePositive(label, energy.Value, labels);
        var weight = Of(LabelledQuantity.StateWeight, label) is { } ofWeight ? Weight(ofWeight, labels) ?? 1.0 : 1.0;
        if (Of(LabelledQuantity.StateSuspect, label) is { } ofFlag && labels.Flag(ofFlag))
        {
            suspect++;
            weight *= mapping.SuspectWeight;
        }

        var strength = Of(LabelledQuantity.StateStrength, label) is { } ofStrength ? Counted(ofStrength, labels.Number(ofStrength)) : null;
        states.Add(new ReferenceState(label.Target.Multiplicity, energy.Value, strength, weight));
        return true;
    }

    private void AddList(ImmutableArray<ReferenceState>.Builder states, Label label, FrameLabels labels)
    {
        if (Counted(label, labels.Numbers(label, null)) is not { } energies)
            return;
        var strengths = Of(LabelledQuantity.StateStrength, label) is { } ofStrengths ? Counted(ofStrengths, labels.Numbers(ofStrengths, energies.Length)) : null;
        for (var k = 0; k < energies.Length; k++)
        {
            RequirePositive(label, energies[k], labels);
            states.Add(new ReferenceState(label.Target.Multiplicity, energies[k], strengths?[k]));
        }
    }

    private Label? Of(LabelledQuantity quantity, Label energy) => mapping.Labels.FirstOrDefault(
        label => label.Target.Quantity == quantity && label.Target.Multiplicity == energy.Target.Multiplicity && label.Target.State == energy.Target.State);

    private static void RequirePositive(Label label, double energy, FrameLabels labels)
    {
        if (!(energy > 0.0))
            throw labels.Wrong(label, "an excitation energy above zero", FormattableString.Invariant($"{energy / label.Target.Unit}"));
    }

    private static double? Weight(Label label, FrameLabels labels) => labels.Number(label) switch
    {
        { } weight when !(weight >= 0.0) => throw labels.Wrong(label, "a weight that isn't negative", FormattableString.Invariant($"{weight}")),
        var weight => weight,
    };

    private T? Counted<T>(Label label, T? value)
        where T : struct
    {
        if (value is null)
            missing[label.Target.Name] = missing.GetValueOrDefault(label.Target.Name) + 1;
        return value;
    }
}
