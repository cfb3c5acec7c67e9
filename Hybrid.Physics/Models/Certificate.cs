using System.Globalization;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Models;

/// <summary>What a prediction says about its own trustworthiness. Immutable.</summary>
public sealed class Certificate
{
    /// <summary>Neighbouring orbitals closer than this (Eh) count as degenerate.</summary>
    public const double DegeneracyThreshold = 1e-6;

    internal Certificate(ScfOutcome scf, double? gap, bool hasFractionalOccupations, bool isGroundStateConverged, bool hasCusp, IReadOnlyList<Range> degenerateOrbitals, IReadOnlyList<string> warnings)
    {
        Scf = scf;
        Gap = gap;
        HasFractionalOccupations = hasFractionalOccupations;
        IsEnergyGradientValid = isGroundStateConverged && !hasCusp;
        IsResponseGradientValid = scf.IsConverged && !hasCusp;
        DegenerateOrbitals = degenerateOrbitals;
        Warnings = warnings;
    }

    /// <summary>How the self-consistent field ended: status, iterations, residual.</summary>
    public ScfOutcome Scf { get; }

    /// <summary>What was asked for and is infinite or undefined although the field converged, such as "gradient"; else null.</summary>
    public string? Undefined { get; internal init; }

    /// <summary>Why excited states that were asked for are not there, in one sentence; else null.</summary>
    public string? ExcitationFailure { get; internal init; }

    /// <summary>True when the numbers can be trusted.</summary>
    public bool IsConverged => Scf.IsConverged && ExcitationFailure is null;

    /// <summary>ε(LUMO) − ε(HOMO) of the α electrons, Eh; null where one of the two does not exist.</summary>
    public double? Gap { get; }

    /// <summary>True when an orbital holds a fraction of an electron of one spin (more than 0.01 away from 0 and 1).</summary>
    public bool HasFractionalOccupations { get; }

    /// <summary>
    /// True when the gradients of the energy (positions and parameters) are derivatives of a converged energy. False also at
    /// 0 K when the highest occupied and the lowest unoccupied orbital of one spin are degenerate, where the energy has a cusp.
    /// </summary>
    public bool IsEnergyGradientValid { get; }

    /// <summary>
    /// True when derivatives of the density and of what follows from it (charges, moments, orbital energies), the Hessian and
    /// the polarizability are defined. False in the same cases: which orbital of a degenerate pair is filled is arbitrary.
    /// </summary>
    public bool IsResponseGradientValid { get; }

    /// <summary>
    /// Groups of orbitals within <see cref="DegeneracyThreshold"/> of their neighbours. Sums over a group can be
    /// differentiated, its single members can't.
    /// </summary>
    public IReadOnlyList<Range> DegenerateOrbitals { get; }

    /// <summary>What a careful reader should know, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>True when the gradient of one orbital's energy is defined: responses are, and it is no member of a degenerate group.</summary>
    /// <param name="orbital">Counted from zero.</param>
    public bool IsOrbitalGradientDefined(int orbital) =>
        IsResponseGradientValid && !DegenerateOrbitals.Any(group => orbital >= group.Start.Value && orbital < group.End.Value);

    /// <summary>Passes when the field converged.</summary>
    /// <exception cref="NotConvergedException">It did not; the message says how far it came and what to try.</exception>
    public void EnsureConverged()
    {
        if (!IsConverged)
            throw new NotConvergedException(this);
    }

    /// <summary>How the field ended, in one sentence.</summary>
    public override string ToString() => Scf.Status switch
    {
        ScfStatus.Converged when ExcitationFailure is not null => ExcitationFailure,
        ScfStatus.Converged => string.Create(
            CultureInfo.InvariantCulture, $"The self-consistent field converged in {Scf.Iterations} iterations to a residual of {Scf.Residual:0.0e+0}."),
        ScfStatus.MaxIterations => string.Create(
            CultureInfo.InvariantCulture,
            $"The self-consistent field did not converge in {Scf.Iterations} iterations (residual {Scf.Residual:0.0e+0}); a higher electronic temperature, another spin state or more iterations may help."),
        ScfStatus.LinearDependence => "The overlap matrix is not positive definite: some atoms are too close to each other for the basis; check the units of the coordinates.",
        _ when Undefined is not null => $"The {Undefined} of the converged field has infinite or undefined numbers; check the geometry, charge and spin, and the parameters.",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"A number became infinite or undefined in iteration {Scf.Iterations} of the self-consistent field; check the geometry, charge and spin."),
    };
}
