using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Hybrid.Core.Structures;
using Hybrid.Physics.Response;

namespace Hybrid.Physics.Models;

/// <summary>What a model says about a structure, in atomic units. Owns its memory; immutable.</summary>
/// <remarks>
/// A calculation that broke down (see <see cref="Certificate"/>) has an energy of NaN and nothing else. One that ran out of
/// iterations has the numbers of its last iteration.
/// </remarks>
public sealed class Prediction
{
    internal Prediction(Structure structure, Properties properties, Certificate certificate, Provenance provenance)
    {
        Structure = structure;
        Properties = properties;
        Certificate = certificate;
        Provenance = provenance;
    }

    /// <summary>The structure that was computed.</summary>
    public Structure Structure { get; }

    /// <summary>What was asked for. Asking a prediction for anything else throws.</summary>
    public Properties Properties { get; }

    /// <summary>How far the numbers can be trusted.</summary>
    public Certificate Certificate { get; }

    /// <summary>Where the numbers come from.</summary>
    public Provenance Provenance { get; }

    /// <summary>α minus β electrons.</summary>
    public int UnpairedElectrons { get; internal init; }

    /// <summary>The total energy, including −TS of the electrons, Eh.</summary>
    public double Energy { get; internal init; } = double.NaN;

    /// <summary>The terms of the energy, which sum to <see cref="Energy"/>.</summary>
    public IReadOnlyList<EnergyContribution> EnergyTerms { get; internal init; } = [];

    /// <summary>∂E/∂R, Eh/a0, row-major, shape [atoms, 3].</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Forces"/> were not asked for.</exception>
    public ReadOnlySpan<double> Gradient => Asked(GradientValues, Properties.Forces);

    /// <summary>−∂E/∂R, Eh/a0, row-major, shape [atoms, 3]; a new array at every call.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Forces"/> were not asked for.</exception>
    public double[] Forces()
    {
        var forces = Gradient.ToArray();
        System.Numerics.Tensors.TensorPrimitives.Negate(forces, forces);
        return forces;
    }

    /// <summary>Charges of atoms and shells, and atomic multipoles.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Charges"/> were not asked for.</exception>
    public AtomicPopulations Populations => Asked(PopulationValues, Properties.Charges);

    /// <summary>The charge of each atom, e.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Charges"/> were not asked for.</exception>
    public ReadOnlySpan<double> AtomCharges => Populations.Charges;

    /// <summary>The dipole moment about the origin of the coordinates: x, y, z, e·a0.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Dipole"/> was not asked for.</exception>
    public ReadOnlySpan<double> Dipole => Asked(DipoleValues, Properties.Dipole);

    /// <summary>
    /// The traceless quadrupole moment about the origin of the coordinates, Θ = ³⁄₂ rr − ½ r²: xx, xy, yy, xz, yz, zz, e·a0².
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Quadrupole"/> was not asked for.</exception>
    public ReadOnlySpan<double> Quadrupole => Asked(QuadrupoleValues, Properties.Quadrupole);

    /// <summary>Orbital energies and occupations.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Orbitals"/> were not asked for.</exception>
    public MolecularOrbitals Orbitals => Asked(OrbitalValues, Properties.Orbitals);

    /// <summary>The bond orders above <see cref="BondOrderThreshold"/>, by first atom, then second.</summary>
    /// <remarks>
    /// B_AB = Σ (PS)_μν (PS)_νμ with the density of both spins together, also for open shells (there Mayer's definition
    /// would add the square of the spin density): I. Mayer, Chem. Phys. Lett. 97, 270 (1983),
    /// doi:10.1016/0009-2614(83)80005-0.
    /// </remarks>
    /// <exception cref="InvalidOperationException"><see cref="Properties.BondOrders"/> were not asked for.</exception>
    public ImmutableArray<BondOrder> BondOrders => BondOrderValues.IsDefault ? throw NotAsked(Properties.BondOrders) : BondOrderValues;

    /// <summary>Bond orders of a smaller size are not listed.</summary>
    public const double BondOrderThreshold = 1e-3;

    /// <summary>H, H0, S, P and C.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Matrices"/> were not asked for.</exception>
    public OrbitalMatrices Matrices => Asked(MatrixValues, Properties.Matrices);

    /// <summary>
    /// ∂E/∂p in Eh per unit of each parameter, by the name of its table in <see cref="Model.Parameters"/>, in the order of
    /// the table's values; every table that the method reads. The number of electrons is kept.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.ParameterGradient"/> was not asked for.</exception>
    public IReadOnlyDictionary<string, ReadOnlyMemory<double>> ParameterGradients => Asked(ParameterGradientValues, Properties.ParameterGradient);

    /// <summary>∂²E/∂R∂R.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Hessian"/> was not asked for.</exception>
    public Hessian Hessian => Asked(HessianValues, Properties.Hessian);

    /// <summary>Harmonic vibrations with infrared intensities, for standard atomic weights.</summary>
    /// <remarks>For isotopes: <see cref="Response.Vibrations.Of"/> with other masses.</remarks>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Vibrations"/> were not asked for.</exception>
    public Vibrations Vibrations => Asked(VibrationValues, Properties.Vibrations);

    /// <summary>Zero-point energy, enthalpy, entropy and free energy under <see cref="PredictionOptions.Thermochemistry"/>.</summary>
    /// <remarks>For other conditions: <see cref="Response.Thermochemistry.Of"/>.</remarks>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Vibrations"/> were not asked for.</exception>
    public Thermochemistry Thermochemistry => Asked(ThermochemistryValues, Properties.Vibrations);

    /// <summary>The static polarizability and how the dipole moment follows the atoms.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Polarizability"/> was not asked for.</exception>
    public DipoleResponse DipoleResponse => Asked(DipoleResponseValues, Properties.Polarizability);

    /// <summary>α_kl = ∂μ_k/∂E_l, e²·a0²/Eh (that is, a0³), row-major, shape [3, 3].</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Polarizability"/> was not asked for.</exception>
    public ReadOnlySpan<double> Polarizability => DipoleResponse.Polarizability;

    /// <summary>The excited states, with the Hamiltonian that they come from, which need not be that of the energy.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Excitations"/> were not asked for.</exception>
    public MolecularExcitations Excitations => Asked(ExcitationValues, Properties.Excitations);

    /// <summary>E_N = E_0 + ω_N of an excited state, Eh: the energy of the ground-state model and the excitation of the other.</summary>
    /// <param name="state">Counted from zero, by ascending energy.</param>
    /// <exception cref="InvalidOperationException"><see cref="Properties.Excitations"/> were not asked for.</exception>
    public double ExcitedStateEnergy(int state) => Energy + Excitations.States[state].Energy;

    /// <summary>True when the model has a ground state, and with it an energy.</summary>
    public bool HasEnergy { get; internal init; } = true;

    /// <summary>The populations, from which another call for the same atoms can start; null after a breakdown.</summary>
    public Guess? Guess { get; internal init; }

    internal double[]? GradientValues { get; init; }

    internal AtomicPopulations? PopulationValues { get; init; }

    internal double[]? DipoleValues { get; init; }

    internal double[]? QuadrupoleValues { get; init; }

    internal MolecularOrbitals? OrbitalValues { get; init; }

    internal ImmutableArray<BondOrder> BondOrderValues { get; init; }

    internal OrbitalMatrices? MatrixValues { get; init; }

    internal IReadOnlyDictionary<string, ReadOnlyMemory<double>>? ParameterGradientValues { get; init; }

    internal Hessian? HessianValues { get; init; }

    internal Vibrations? VibrationValues { get; init; }

    internal Thermochemistry? ThermochemistryValues { get; init; }

    internal DipoleResponse? DipoleResponseValues { get; init; }

    internal MolecularExcitations? ExcitationValues { get; init; }

    /// <summary>True when something was asked for.</summary>
    public bool Has(Properties property) => (Properties & property) == property;

    /// <summary>Passes when the calculation converged.</summary>
    /// <returns>This prediction.</returns>
    /// <exception cref="NotConvergedException">It did not; the message says how far it came and what to try.</exception>
    public Prediction EnsureConverged()
    {
        Certificate.EnsureConverged();
        return this;
    }

    private T Asked<T>(T? value, Properties property, [CallerMemberName] string name = "")
        where T : class => value ?? throw NotAsked(property, name);

    private InvalidOperationException NotAsked(Properties property, [CallerMemberName] string name = "") => Has(property)
        ? new InvalidOperationException($"{name}: {Certificate}")
        : new InvalidOperationException($"{name} were not computed; add Properties.{property} to the call of Predict.");
}
