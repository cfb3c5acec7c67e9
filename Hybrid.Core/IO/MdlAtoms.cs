using System.Collections.Immutable;
using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>The atoms of a connection table with their formal charges and radical states.</summary>
internal sealed class MdlAtoms(LineReader reader)
{
    private readonly List<int> atomicNumbers = [];
    private readonly List<double> positions = [];
    private readonly List<int> formalCharges = [];
    private readonly List<int> unpaired = [];

    internal int Count => atomicNumbers.Count;

    internal int Charge => formalCharges.Sum();

    internal bool HasFormalCharges => formalCharges.Exists(charge => charge != 0);

    /// <summary>The sum over the radical atoms, all spins parallel; null when there is none.</summary>
    internal int? UnpairedElectrons => unpaired.Exists(count => count != 0) ? unpaired.Sum() : null;

    internal void Add(int atomicNumber, ReadOnlySpan<double> position)
    {
        atomicNumbers.Add(atomicNumber);
        positions.AddRange(position);
        formalCharges.Add(0);
        unpaired.Add(0);
    }

    internal void SetCharge(int atom, int charge)
    {
        if (charge is < -15 or > 15)
            throw reader.Error("a formal charge from −15 to 15", $"{charge}");
        formalCharges[atom] = charge;
    }

    /// <param name="atom">Index from zero.</param>
    /// <param name="state">0 none, 1 singlet, 2 doublet, 3 triplet.</param>
    internal void SetRadical(int atom, int state) => unpaired[atom] = state switch
    {
        0 or 1 => 0,
        2 => 1,
        3 => 2,
        _ => throw reader.Error("a radical state from 0 to 3", $"{state}"),
    };

    internal void ForgetChargesAndRadicals()
    {
        for (var atom = 0; atom < Count; atom++)
            formalCharges[atom] = unpaired[atom] = 0;
    }

    internal Structure ToStructure(double charge, int? unpairedElectrons, ImmutableSortedDictionary<string, string> properties)
    {
        var arrays = HasFormalCharges
            ? ImmutableSortedDictionary<string, AtomArray>.Empty.Add("formal_charge", AtomArray.Integers(formalCharges.ToArray()))
            : null;
        return Structure.FromAngstrom(atomicNumbers.ToArray(), positions.ToArray(), charge, unpairedElectrons, null, properties, arrays);
    }
}
