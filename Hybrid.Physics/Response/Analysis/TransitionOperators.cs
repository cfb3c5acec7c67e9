using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>
/// The one-electron operators that transitions are judged by, as dense matrices between atomic functions. Values only,
/// partly views of the memory of the reference's tape: valid until its arena is reset.
/// </summary>
public sealed class TransitionOperators
{
    private readonly ReadOnlyMemory<double> position;
    private readonly GradientIntegrals? velocity;
    private readonly double[] squaredDistance;

    private TransitionOperators(int count, ReadOnlyMemory<double> position, GradientIntegrals? velocity, double[] squaredDistance)
    {
        Count = count;
        this.position = position;
        this.velocity = velocity;
        this.squaredDistance = squaredDistance;
    }

    /// <summary>n, the number of functions.</summary>
    public int Count { get; }

    /// <summary>⟨μ|x|ν⟩, then y, z, about the origin of the coordinates, a0; shape [3, n, n], symmetric.</summary>
    public ReadOnlySpan<double> Position => position.Span;

    /// <summary>⟨μ|∂/∂x|ν⟩, then y, z, 1/a0; shape [3, n, n], antisymmetric; empty when it was not asked for.</summary>
    public ReadOnlySpan<double> Gradient => velocity is null ? default : velocity.Gradient.Span;

    /// <summary>
    /// ⟨μ|(r × ∇)_x|ν⟩, then y, z, about the origin of the coordinates; shape [3, n, n], antisymmetric; empty when it was not
    /// asked for.
    /// </summary>
    public ReadOnlySpan<double> AngularMomentum => velocity is null ? default : velocity.AngularMomentum.Span;

    /// <summary>⟨μ|r²|ν⟩ about the origin of the coordinates, a0²; shape [n, n]; empty when it was not asked for.</summary>
    public ReadOnlySpan<double> SquaredDistance => squaredDistance;

    /// <summary>True when velocity forms and rotatory strengths can be made.</summary>
    public bool HasVelocity => velocity is not null;

    /// <summary>The operators between the functions of a reference.</summary>
    /// <param name="reference">Gives integrals and positions.</param>
    /// <param name="withVelocity">Also ∇ and r × ∇, for velocity forms and rotatory strengths.</param>
    /// <param name="withSizes">Also r², for the sizes of hole and particle.</param>
    public static TransitionOperators Of(ExcitationReference reference, bool withVelocity = true, bool withSizes = true)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var integrals = reference.Integrals;
        var positions = reference.Positions.Value;
        return new TransitionOperators(
            integrals.Basis.OrbitalCount,
            reference.Dipoles.Memory,
            withVelocity ? GradientIntegrals.Of(integrals, positions) : null,
            withSizes ? SecondMoments.SquaredDistances(integrals.HasSecondMoments ? integrals : WithSecondMoments(reference), positions) : []);
    }

    /// <summary>The same integrals and the second moments, which a Hamiltonian without quadrupoles has no need of.</summary>
    private static MultipoleIntegrals WithSecondMoments(ExcitationReference reference)
    {
        var integrals = reference.Integrals;
        var tape = new Tape(new Arena(), isRecording: false, reference.LinearAlgebra);
        var positions = tape.Leaf(reference.Positions.Value, integrals.Basis.AtomCount, 3);
        var exponents = tape.Leaf(integrals.SlaterExponents.Value, integrals.SlaterExponents.Length);
        return MultipoleIntegrals.Create(tape, integrals.Basis, AtomPairs.OfMolecule(tape, positions), exponents, order: 2);
    }
}
