using System.Buffers;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>Makes the states of a list from their amplitudes, all at once.</summary>
public static class ExcitedStates
{
    /// <summary>States closer than this are called nearly degenerate, Eh: about 0.03 eV, the size of a vibronic coupling.</summary>
    public const double NearDegeneracy = 1e-3;

    private const int MostConfigurations = 8;
    private const double SmallestWeight = 0.02;

    /// <summary>Energies, transition moments and leading configurations of what a solver found, with its transition dipoles.</summary>
    /// <param name="solution">The states of one spin.</param>
    /// <param name="operators">Of the solution's reference, for velocity forms and rotatory strengths; null for none.</param>
    /// <returns>One state per state of the solution, in its order.</returns>
    /// <exception cref="ArgumentException">The operators are of other orbitals.</exception>
    public static ImmutableArray<ExcitedState> Of(ExcitationSolution solution, TransitionOperators? operators = null)
    {
        ArgumentNullException.ThrowIfNull(solution);
        var minus = solution.TransitionDipoles.Value.ToArray();
        TensorPrimitives.Negate<double>(minus, minus);
        return Of(solution.Reference, operators, solution.States, minus);
    }

    /// <summary>Energies, transition moments and leading configurations.</summary>
    /// <param name="reference">What the amplitudes refer to.</param>
    /// <param name="operators">Of the same reference; velocity forms only when it has them.</param>
    /// <param name="amplitudes">One per state, singlets and triplets.</param>
    /// <returns>One state per entry of <paramref name="amplitudes"/>, in their order.</returns>
    /// <remarks>Each operator is brought between occupied and virtual orbitals once, whatever the number of states.</remarks>
    /// <exception cref="ArgumentException">Operators or amplitudes are of other orbitals.</exception>
    public static ImmutableArray<ExcitedState> Of(
        ExcitationReference reference, TransitionOperators operators, IReadOnlyList<TransitionAmplitudes> amplitudes)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(operators);
        ArgumentNullException.ThrowIfNull(amplitudes);
        return Of(reference, operators, amplitudes, null);
    }

    /// <param name="reference">The orbitals.</param>
    /// <param name="operators">Null for length forms of known moments alone.</param>
    /// <param name="amplitudes">The states.</param>
    /// <param name="known">⟨0|r|N⟩, shape [states, 3]; null to be made here.</param>
    private static ImmutableArray<ExcitedState> Of(
        ExcitationReference reference, TransitionOperators? operators, IReadOnlyList<TransitionAmplitudes> amplitudes, double[]? known)
    {
        var orbitals = reference.Orbitals;
        var algebra = reference.LinearAlgebra;
        if (operators is not null && operators.Count != orbitals.Count)
            throw new ArgumentException($"Operators between {orbitals.Count} functions were expected, but they are between {operators.Count}.", nameof(operators));
        foreach (var state in amplitudes)
        {
            if (state.Excitations.Length != orbitals.ConfigurationCount)
                throw new ArgumentException($"{orbitals.ConfigurationCount} amplitudes were expected, but a state has {state.Excitations.Length}.", nameof(amplitudes));
        }

        var dipoles = known ?? (operators is null ? [] : Moments(orbitals, operators.Position, +1.0, amplitudes, algebra));
        var velocity = operators is { HasVelocity: true } ? operators : null;
        var gradients = velocity is null ? [] : Moments(orbitals, velocity.Gradient, -1.0, amplitudes, algebra);
        var rotations = velocity is null ? [] : Moments(orbitals, velocity.AngularMomentum, -1.0, amplitudes, algebra);
        var gaps = GapsToNearest(amplitudes);
        var states = ImmutableArray.CreateBuilder<ExcitedState>(amplitudes.Count);
        for (var N = 0; N < amplitudes.Count; N++)
        {
            var ω = amplitudes[N].Energy;
            states.Add(new ExcitedState(amplitudes[N].Multiplicity, ω, [.. LeadingConfiguration.Leading(orbitals, amplitudes[N], MostConfigurations, SmallestWeight)])
            {
                TransitionDipole = Scaled(dipoles, N, -1.0),
                VelocityTransitionDipole = Scaled(gradients, N, -1.0 / ω),
                MagneticTransitionDipole = Scaled(rotations, N, 0.5),
                GapToNearest = gaps[N],
            });
        }

        return states.MoveToImmutable();
    }

    /// <summary>⟨0|O_k|N⟩, shape [states, 3]; zero for triplets.</summary>
    private static double[] Moments(
        ReferenceOrbitals orbitals, ReadOnlySpan<double> matrices, double signOfDeexcitations, IReadOnlyList<TransitionAmplitudes> amplitudes, ILinearAlgebra algebra)
    {
        int n = orbitals.Count, nOcc = orbitals.OccupiedCount, nVir = orbitals.VirtualCount;
        var moments = new double[3 * amplitudes.Count];
        var rented = ArrayPool<double>.Shared.Rent((nOcc * n) + orbitals.ConfigurationCount);
        var half = rented.AsSpan(0, nOcc * n);
        var between = rented.AsSpan(nOcc * n, orbitals.ConfigurationCount);
        for (var k = 0; k < 3; k++)
        {
            algebra.Multiply(false, false, nOcc, n, n, 1.0, orbitals.Occupied, matrices.Slice(k * n * n, n * n), 0.0, half);
            algebra.Multiply(false, true, nOcc, nVir, n, 1.0, half, orbitals.Virtual, 0.0, between);
            for (var N = 0; N < amplitudes.Count; N++)
            {
                if (amplitudes[N].Multiplicity != Multiplicity.Singlet)
                    continue;
                var sum = TensorPrimitives.Dot(between, amplitudes[N].Excitations);
                if (!amplitudes[N].IsTammDancoff)
                    sum += signOfDeexcitations * TensorPrimitives.Dot(between, amplitudes[N].Deexcitations);
                moments[(3 * N) + k] = Math.Sqrt(2.0) * sum;
            }
        }

        ArrayPool<double>.Shared.Return(rented);
        return moments;
    }

    private static ImmutableArray<double> Scaled(double[] moments, int state, double factor) => moments.Length == 0
        ? []
        : [factor * moments[3 * state], factor * moments[(3 * state) + 1], factor * moments[(3 * state) + 2]];

    private static double[] GapsToNearest(IReadOnlyList<TransitionAmplitudes> amplitudes)
    {
        var gaps = new double[amplitudes.Count];
        for (var N = 0; N < gaps.Length; N++)
        {
            gaps[N] = double.PositiveInfinity;
            for (var M = 0; M < gaps.Length; M++)
            {
                if (M != N && amplitudes[M].Multiplicity == amplitudes[N].Multiplicity)
                    gaps[N] = Math.Min(gaps[N], Math.Abs(amplitudes[M].Energy - amplitudes[N].Energy));
            }
        }

        return gaps;
    }
}
