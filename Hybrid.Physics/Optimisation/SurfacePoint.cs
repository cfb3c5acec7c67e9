using System.Numerics.Tensors;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Optimisation;

/// <summary>What a surface says at one structure, in atomic units. Immutable.</summary>
public sealed class SurfacePoint
{
    private readonly double[] gradient;

    /// <summary>A structure where the surface is defined.</summary>
    /// <param name="structure">Where.</param>
    /// <param name="energy">Eh.</param>
    /// <param name="gradient">∂E/∂R, Eh/a0, shape [atoms, 3]; copied.</param>
    /// <exception cref="ArgumentException">The gradient has another length than the structure's positions.</exception>
    public SurfacePoint(Structure structure, double energy, ReadOnlySpan<double> gradient)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if (gradient.Length != 3 * structure.AtomCount)
            throw new ArgumentException($"A gradient of {3 * structure.AtomCount} numbers was expected, but {gradient.Length} were given.", nameof(gradient));
        Structure = structure;
        Energy = energy;
        this.gradient = gradient.ToArray();
        if (!double.IsFinite(energy) || !TensorPrimitives.IsFiniteAll(gradient))
        {
            Status = SurfaceStatus.FieldFailed;
            Failure = "The energy or its gradient has infinite or undefined numbers.";
            IsGradientValid = false;
        }
    }

    private SurfacePoint(Structure structure, SurfaceStatus status, string failure)
    {
        Structure = structure;
        Status = status;
        Failure = failure;
        Energy = double.NaN;
        IsGradientValid = false;
        gradient = [];
    }

    /// <summary>Where.</summary>
    public Structure Structure { get; }

    /// <summary>Whether there is an energy.</summary>
    public SurfaceStatus Status { get; }

    /// <summary>One sentence on why there is no energy; null when there is.</summary>
    public string? Failure { get; }

    /// <summary>The energy of the surface, Eh; NaN when there is none.</summary>
    public double Energy { get; }

    /// <summary>∂E/∂R, Eh/a0, shape [atoms, 3]; empty when there is no energy.</summary>
    public ReadOnlySpan<double> Gradient => gradient;

    /// <summary>√(Σ (∂E/∂R)²), Eh/a0: what convergence is judged by.</summary>
    public double GradientNorm => TensorPrimitives.Norm<double>(gradient);

    /// <summary>False where the gradient is not that of the energy, as where the state is degenerate with another.</summary>
    public bool IsGradientValid { get; init; } = true;

    /// <summary>What a careful reader should know, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>E_0, the energy of the ground state, Eh; null where the surface has none beside its own energy.</summary>
    public double? GroundEnergy { get; init; }

    /// <summary>ω, the energy of the excited state above the ground state at this structure, Eh; null on a ground state.</summary>
    public double? ExcitationEnergy { get; init; }

    /// <summary>The number of the excited state by energy, from one; null on a ground state.</summary>
    public int? State { get; init; }

    /// <summary>
    /// |Σ T'T|, from 0 to 1, of the normalised transition density with that of the structure before, both in Löwdin's functions;
    /// null without one.
    /// </summary>
    public double? StateOverlap { get; init; }

    /// <summary>The distance to the nearest other state of the same spin, Eh; null when there is none or on a ground state.</summary>
    public double? NeighbourGap { get; init; }

    /// <summary>The populations from which the next structure's field can start.</summary>
    public Guess? Guess { get; init; }

    /// <summary>What the state of the next structure is compared with.</summary>
    internal TransitionDensity? Transition { get; init; }

    /// <summary>A structure where the surface has no energy.</summary>
    /// <param name="structure">Where.</param>
    /// <param name="status">Why, in a word.</param>
    /// <param name="failure">Why, in one sentence.</param>
    public static SurfacePoint Undefined(Structure structure, SurfaceStatus status, string failure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        return status == SurfaceStatus.Defined
            ? throw new ArgumentException("A reason why there is no energy was expected, but the status says that there is one.", nameof(status))
            : new SurfacePoint(structure, status, failure);
    }
}
