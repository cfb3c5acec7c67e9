using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Scf;

/// <summary>What a self-consistent field is solved for: F = H0 − Σ_k v_k(x) A_k with v = ∂E/∂x of a sum of interactions.</summary>
public sealed class ScfProblem
{
    /// <summary>Overlap (and multipole) integrals.</summary>
    public required MultipoleIntegrals Integrals { get; init; }

    /// <summary>The charge-independent Hamiltonian in blocks, Eh.</summary>
    public required Variable Hamiltonian { get; init; }

    /// <summary>The map between densities and populations.</summary>
    public required PopulationAnalysis Analysis { get; init; }

    /// <summary>The charge-dependent energy terms.</summary>
    public required ImmutableArray<Interaction> Interactions { get; init; }

    /// <summary>Electrons of each shell in the neutral atom, shape [shells].</summary>
    public required Variable ReferenceOccupations { get; init; }

    /// <summary>How many electrons of each spin.</summary>
    public required ElectronCount Electrons { get; init; }

    /// <summary>kT in Eh.</summary>
    public required double ThermalEnergy { get; init; }

    /// <summary>Who multiplies and diagonalises.</summary>
    public required ILinearAlgebra LinearAlgebra { get; init; }

    /// <summary>Every variable that the solution depends on.</summary>
    public Variable[] Inputs => [Integrals.Values, Hamiltonian, ReferenceOccupations, .. Interactions.SelectMany(interaction => interaction.Inputs)];

    /// <summary>The orbitals.</summary>
    public OrbitalBasis Basis => Integrals.Basis;

    /// <summary>v ← ∂E/∂x, what atoms see spread over their shells.</summary>
    internal void Potential(Populations x, Populations v)
    {
        v.Clear();
        foreach (var interaction in Interactions)
            interaction.AddPotential(x, v);
        Analysis.SpreadAtomPotential(v);
    }

    /// <summary>result ← ∂²E/∂x² · direction, what atoms see spread over their shells.</summary>
    internal void KernelProduct(Populations x, Populations direction, Populations result)
    {
        result.Clear();
        foreach (var interaction in Interactions)
            interaction.AddKernelProduct(x, direction, result);
        Analysis.SpreadAtomPotential(result);
    }

    /// <summary>x ← n⁰ − Tr(P·A).</summary>
    internal void Populate(ReadOnlySpan<double> P, Populations x)
    {
        Analysis.Contract(P, x);
        for (var s = 0; s < Basis.ShellCount; s++)
            x.ShellCharges[s] += ReferenceOccupations.Value[s];
        Analysis.SumAtomCharges(x);
    }

    /// <summary>F ← H0 − Σ v A.</summary>
    internal void Fock(Populations v, Span<double> F)
    {
        F.Clear();
        Integrals.Layout.AddToDense(Hamiltonian.Value, Basis.OrbitalCount, F);
        Analysis.AddHamiltonian(v, F);
    }

    /// <summary>Tr(P·H0) of each atom: half of every pair's share to either side.</summary>
    internal void AddBandEnergies(ReadOnlySpan<double> P, Span<double> atomEnergies)
    {
        foreach (ref readonly var block in Integrals.Layout.Blocks)
        {
            var half = 0.5 * BandEnergy(block, P);
            atomEnergies[block.RowAtom] += half;
            atomEnergies[block.ColumnAtom] += half;
        }
    }

    /// <summary>Tr(P·H0) of each pair of atoms at [row, column] or [column, row], shape [atoms, atoms].</summary>
    internal void AddBandEnergyOfPairs(ReadOnlySpan<double> P, Span<double> pairEnergies)
    {
        foreach (ref readonly var block in Integrals.Layout.Blocks)
            pairEnergies[(block.RowAtom * Basis.AtomCount) + block.ColumnAtom] += BandEnergy(block, P);
    }

    private double BandEnergy(in BlockLayout.Block block, ReadOnlySpan<double> P)
    {
        var n = Basis.OrbitalCount;
        var energy = 0.0;
        for (int μ = block.FirstRow, element = block.Offset; μ < block.FirstRow + block.Rows; μ++)
        {
            for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                energy += P[(μ * n) + ν] * Hamiltonian.Value[element];
        }

        return energy * block.Multiplicity;
    }
}
