using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Parameters;

namespace Hybrid.Physics.Methods;

/// <summary>
/// The three places where a Hamiltonian can be corrected: its parameters site by site, its blocks, and the energy. None lies behind an
/// eigenproblem.
/// </summary>
public sealed class CorrectionSeams
{
    private readonly int[] atomicNumbers;
    private readonly List<SlaterKosterCorrection> blocks = [];
    private readonly List<EnergyTerm> energies = [];
    private readonly bool hasEnergy;

    internal CorrectionSeams(Tape tape, ReadOnlySpan<int> atomicNumbers, Variable positions, AtomPairs pairs, ParameterFields parameters, bool hasEnergy)
    {
        Tape = tape;
        this.atomicNumbers = atomicNumbers.ToArray();
        Positions = positions;
        Pairs = pairs;
        Parameters = parameters;
        this.hasEnergy = hasEnergy;
    }

    /// <summary>The tape that the Hamiltonian is made on.</summary>
    public Tape Tape { get; }

    /// <summary>One per atom.</summary>
    public ReadOnlySpan<int> AtomicNumbers => atomicNumbers;

    /// <summary>Shape [atoms, 3], bohr.</summary>
    public Variable Positions { get; }

    /// <summary>All pairs of atoms.</summary>
    public AtomPairs Pairs { get; }

    /// <summary>The first seam: <see cref="ParameterFields.Deviate"/> moves a parameter at a site within its bounds.</summary>
    public ParameterFields Parameters { get; }

    internal IReadOnlyList<SlaterKosterCorrection> Blocks => blocks;

    internal IReadOnlyList<EnergyTerm> Energies => energies;

    /// <summary>The second seam: adds to the Hamiltonian's blocks; of a chain of steps, to those of the last one.</summary>
    public void AddBlocks(SlaterKosterCorrection correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        blocks.Add(correction);
    }

    /// <summary>The third seam: adds a term to the ground-state energy.</summary>
    /// <param name="name">What a ledger calls it.</param>
    /// <param name="atomicEnergies">Eh, shape [atoms].</param>
    /// <exception cref="ArgumentException">There is not one number for each atom.</exception>
    /// <exception cref="NotSupportedException">The method has no energy.</exception>
    public void AddEnergies(string name, Variable atomicEnergies)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(atomicEnergies);
        if (atomicEnergies.Length != atomicNumbers.Length)
            throw new ArgumentException($"Energies of shape [{atomicNumbers.Length}] were expected for the term {name}, one for each atom, but there are {atomicEnergies.Length}.", nameof(atomicEnergies));
        if (!hasEnergy)
            throw new NotSupportedException($"The term {name} was to be added to an energy, but the Hamiltonian of excitations has none; corrections of its parameters or blocks were expected.");
        energies.Add(new EnergyTerm(name, atomicEnergies));
    }
}
