using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Explanations;

/// <summary>Which number an explanation is of. Immutable; its text is what tables and JSON call it.</summary>
public sealed record PredictedQuantity
{
    private PredictedQuantity(QuantityKind kind) => Kind = kind;

    /// <summary>"energy": that of the ground state.</summary>
    public static PredictedQuantity Energy { get; } = new(QuantityKind.Energy);

    /// <summary>"charge": that of the ground state, atom by atom.</summary>
    public static PredictedQuantity Charge { get; } = new(QuantityKind.Charge);

    /// <summary>"charge of the excitation Hamiltonian": of the orbitals that its ground state fills.</summary>
    public static PredictedQuantity FilledOrbitalsCharge { get; } = new(QuantityKind.Charge) { IsOfFilledOrbitals = true };

    /// <summary>The kind of number.</summary>
    public QuantityKind Kind { get; private init; }

    /// <summary>The spin of its excitation.</summary>
    public Multiplicity Multiplicity { get; private init; } = Multiplicity.Singlet;

    /// <summary>Which of its spin the excitation is, from one; null for what belongs to none.</summary>
    public int? Rank { get; private init; }

    /// <summary>0, 1 or 2 for the components x, y and z of a dipole moment.</summary>
    public int Axis { get; private init; }

    /// <summary>Its letter.</summary>
    internal char AxisLetter => "xyz"[Axis];

    /// <summary>True for the moments of the filled orbitals of a Hamiltonian that is made for excitations.</summary>
    public bool IsOfFilledOrbitals { get; private init; }

    /// <summary>True for what an excitation changes, rather than what it costs.</summary>
    public bool IsChange => Kind != QuantityKind.Excitation && Rank is not null;

    /// <summary>"excitation 1", "triplet excitation 2": the energy of the excitation that this is, or that changes this.</summary>
    /// <exception cref="InvalidOperationException">It belongs to no excitation.</exception>
    public PredictedQuantity OfExcitation => Excitation(Multiplicity, Rank ?? throw new InvalidOperationException($"A quantity of an excitation was expected, but this is the {this}."));

    /// <summary>" of the excitation Hamiltonian", " change of excitation 1": what follows its kind in its name.</summary>
    internal string Belonging => IsChange ? $" change of {OfExcitation}" : IsOfFilledOrbitals ? " of the excitation Hamiltonian" : "";

    /// <summary>An excitation energy.</summary>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="rank">Which of its spin by energy, from one.</param>
    public static PredictedQuantity Excitation(Multiplicity multiplicity, int rank) => new(QuantityKind.Excitation) { Multiplicity = multiplicity, Rank = rank };

    /// <summary>The charge that an excitation moves.</summary>
    /// <param name="excitation">The excitation.</param>
    public static PredictedQuantity ChargeChange(PredictedQuantity excitation)
    {
        ArgumentNullException.ThrowIfNull(excitation);
        return excitation with { Kind = QuantityKind.Charge };
    }

    /// <summary>The component of the dipole moment that goes with a charge.</summary>
    /// <param name="axis">From zero.</param>
    public PredictedQuantity Dipole(int axis) => this with { Kind = QuantityKind.Dipole, Axis = axis };

    /// <summary>Such as "energy", "triplet excitation 1", "dipole x change of excitation 2".</summary>
    public override string ToString() => Kind switch
    {
        QuantityKind.Energy => "energy",
        QuantityKind.Excitation => FormattableString.Invariant($"{(Multiplicity == Multiplicity.Triplet ? "triplet " : "")}excitation {Rank}"),
        QuantityKind.Charge => $"charge{Belonging}",
        _ => $"dipole {AxisLetter}{Belonging}",
    };
}
