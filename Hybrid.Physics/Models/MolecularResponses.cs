using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Response;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Models;

/// <summary>Those properties that need more than the ground state at one place without a field.</summary>
internal sealed record MolecularResponses
{
    private static readonly MolecularResponses None = new();

    public Hessian? Hessian { get; private init; }

    public DipoleResponse? Dipole { get; private init; }

    public Vibrations? Vibrations { get; private init; }

    public Thermochemistry? Thermochemistry { get; private init; }

    /// <summary>What has infinite or undefined numbers, in words for a sentence; else null.</summary>
    public string? Undefined { get; private init; }

    public static MolecularResponses Of(
        TightBindingMethod method, Structure structure, GroundState state, Properties asked, PredictionOptions options, CancellationToken cancellation)
    {
        const Properties Differenced = Properties.Hessian | Properties.Vibrations;
        if ((asked & (Differenced | Properties.Polarizability)) == 0 || !state.Scf.Outcome.IsConverged)
            return None;
        var guess = state.Scf.Populations.Value;
        var field = options.ElectricField.AsSpan();
        var dipole = (asked & (Properties.Vibrations | Properties.Polarizability)) == 0
            ? null
            : DipoleResponse.Of(method, structure, options.Scf, options.Algebra, guess, field, cancellation);
        var hessian = (asked & Differenced) == 0
            ? null
            : Hessian.Of(method, structure, options.Scf, options.Algebra, options.Displacement, guess, field, cancellation: cancellation);
        var undefined = hessian is not null && !FiniteNumbers.AreFinite(hessian.Values) ? "Hessian"
            : dipole is not null && !(FiniteNumbers.AreFinite(dipole.Polarizability) && FiniteNumbers.AreFinite(dipole.PositionDerivatives)) ? "answer of the dipole moment to fields and displacements"
            : null;
        var vibrations = (asked & Properties.Vibrations) == 0 || !hessian!.Outcome.IsConverged || !dipole!.Outcome.IsConverged || undefined is not null
            ? null
            : Vibrations.Of(structure, hessian.Values, options.Algebra, dipole.PositionDerivatives);
        return new MolecularResponses
        {
            Hessian = hessian,
            Dipole = dipole,
            Undefined = undefined,
            Vibrations = vibrations,
            Thermochemistry = vibrations is null ? null : Thermochemistry.Of(vibrations, state.Scf.Problem.Electrons.Unpaired, options.Thermochemistry),
        };
    }

    /// <summary>The outcome of the ground state, or of a response that did not converge.</summary>
    public ScfOutcome Worst(ScfOutcome groundState) => Hessian is { Outcome.IsConverged: false } ? Hessian.Outcome
        : Dipole is { Outcome.IsConverged: false } ? Dipole.Outcome
        : groundState;

    /// <summary>What a reader of vibrations should know.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Vibrations is null)
            yield break;
        var largest = double.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(Hessian!.Gradient));
        if (largest > LargestStationaryGradient)
            yield return FormattableString.Invariant($"The structure is not a stationary point (largest gradient {largest:0.0e+0} Eh/a0), so that its vibrations and what follows from them have no meaning of their own; optimise it first.");
    }

    /// <summary>Eh/a0: a loose optimisation is below; what is above moves frequencies by more than the method's error.</summary>
    private const double LargestStationaryGradient = 1e-3;
}
