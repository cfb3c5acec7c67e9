using System.Numerics.Tensors;
using Hybrid.Core.Elements;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;

namespace Hybrid.Physics.Response;

/// <summary>
/// The harmonic vibrations of a molecule: the eigenvectors of its mass-weighted Hessian M^−½ H M^−½, from which
/// translations and rotations have been projected out. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// Modes are in ascending order. An imaginary frequency (a direction in which the energy falls) is a negative number.
/// Harmonic vibrations mean something at stationary points only: look at <see cref="Hessian.Gradient"/>.
/// </para>
/// <para>
/// With the normalised Cartesian displacement u of a mode, its reduced mass is μ = Σ m u² and its force constant
/// k = μ ω² = uᵀ H u. See E. B. Wilson, J. C. Decius, P. C. Cross, "Molecular Vibrations", McGraw-Hill 1955, chapter 2.
/// </para>
/// </remarks>
public sealed class Vibrations
{
    private readonly double[] masses;
    private readonly double[] frequencies;
    private readonly double[] reducedMasses;
    private readonly double[] displacements;
    private readonly double[] intensities;

    private Vibrations(RigidMotions rigid, double[] masses, double[] frequencies, double[] reducedMasses, double[] displacements, double[] intensities)
    {
        Rigid = rigid;
        this.masses = masses;
        this.frequencies = frequencies;
        this.reducedMasses = reducedMasses;
        this.displacements = displacements;
        this.intensities = intensities;
    }

    /// <summary>The number of modes: 3N − 6, for linear molecules 3N − 5, for an atom 0.</summary>
    public int Count => frequencies.Length;

    /// <summary>True when all atoms lie on a line. An atom is not linear.</summary>
    public bool IsLinear => Rigid.Count == 5;

    /// <summary>How many frequencies are imaginary: 0 at a minimum, 1 at a transition state.</summary>
    public int ImaginaryCount => frequencies.Count(static ω => ω < 0.0);

    /// <summary>The mass of each atom, me.</summary>
    public ReadOnlySpan<double> Masses => masses;

    /// <summary>The principal moments of inertia, ascending, me·a0².</summary>
    public ReadOnlySpan<double> MomentsOfInertia => Rigid.Moments;

    /// <summary>ω of each mode, Eh/ħ; negative where it is imaginary.</summary>
    public ReadOnlySpan<double> Frequencies => frequencies;

    /// <summary>μ = Σ m u² of each mode, me.</summary>
    public ReadOnlySpan<double> ReducedMasses => reducedMasses;

    /// <summary>u of each mode, Σ u² = 1, shape [modes, atoms, 3].</summary>
    public ReadOnlySpan<double> Displacements => displacements;

    /// <summary>
    /// |∂μ/∂Q|² of each mode for its mass-weighted coordinate Q, e²/me; empty when the dipole's derivatives were not given.
    /// </summary>
    public ReadOnlySpan<double> DipoleStrengths => intensities;

    internal RigidMotions Rigid { get; }

    /// <summary>k = μ ω² of each mode, Eh/a0²; negative where the frequency is imaginary.</summary>
    public double[] ForceConstants() => [.. frequencies.Select((ω, mode) => reducedMasses[mode] * ω * Math.Abs(ω))];

    /// <summary>The frequency of each mode as a wavenumber, cm⁻¹; negative where it is imaginary.</summary>
    public double[] FrequenciesInInverseCentimetres() => Array.ConvertAll(frequencies, static ω => ω * Constants.InverseCentimetrePerHartree);

    /// <summary>
    /// The integrated absorption coefficient of each mode, N_A/(12 ε0 c²) |∂μ/∂Q|², km/mol.
    /// </summary>
    /// <remarks>For the fundamental transitions in the doubly harmonic approximation.</remarks>
    public double[] InfraredIntensitiesInKilometresPerMole() =>
        Array.ConvertAll(intensities, static strength => strength * Constants.KilometrePerMolePerDipoleStrength);

    /// <summary>The vibrations of a structure with a given Hessian.</summary>
    /// <param name="structure">The molecule.</param>
    /// <param name="hessian">∂²E/∂R∂R, Eh/a0², symmetric, shape [3 · atoms, 3 · atoms]; its lower triangle is used.</param>
    /// <param name="algebra">Who diagonalises.</param>
    /// <param name="dipoleDerivatives">∂μ/∂R, e, shape [3, 3 · atoms], for intensities; or empty.</param>
    /// <param name="masses">The mass of each atom, me, for isotopes; empty for standard atomic weights.</param>
    /// <exception cref="ArgumentException">
    /// A length is wrong, a mass is not positive, the Hessian is not finite, or an element has no standard atomic weight.
    /// </exception>
    public static Vibrations Of(
        Structure structure, ReadOnlySpan<double> hessian, ILinearAlgebra algebra, ReadOnlySpan<double> dipoleDerivatives = default,
        ReadOnlySpan<double> masses = default)
    {
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(algebra);
        var n = 3 * structure.AtomCount;
        if (hessian.Length != n * n)
            throw new ArgumentException($"A Hessian of {n} × {n} numbers was expected, but {hessian.Length} were given.", nameof(hessian));
        if (dipoleDerivatives.Length != 0 && dipoleDerivatives.Length != 3 * n)
            throw new ArgumentException($"Dipole derivatives of 3 × {n} numbers were expected, but {dipoleDerivatives.Length} were given.", nameof(dipoleDerivatives));
        var m = MassesOf(structure, masses);
        var rigid = RigidMotions.Of(structure, m, algebra);
        var modes = MassWeighted(hessian, m);
        var squares = new double[n];
        RigidModesLast(modes, rigid, algebra);
        if (!algebra.SymmetricEigen(n, modes, squares))
            throw new ArgumentException("A Hessian of finite numbers was expected.", nameof(hessian));

        var count = n - rigid.Count;
        var frequencies = new double[count];
        var reducedMasses = new double[count];
        for (var mode = 0; mode < count; mode++)
        {
            frequencies[mode] = Math.CopySign(Math.Sqrt(Math.Abs(squares[mode])), squares[mode]);
            reducedMasses[mode] = ToCartesian(modes.AsSpan(mode * n, n), m);
        }

        var displacements = modes[..(count * n)];
        return new Vibrations(rigid, m, frequencies, reducedMasses, displacements, Strengths(displacements, reducedMasses, dipoleDerivatives));
    }

    private static double[] MassesOf(Structure structure, ReadOnlySpan<double> masses)
    {
        if (masses.IsEmpty)
            return [.. structure.AtomicNumbers.ToArray().Select(static z => Element.StandardAtomicWeight(z) * Constants.ElectronMassPerDalton)];
        if (masses.Length != structure.AtomCount)
            throw new ArgumentException($"{structure.AtomCount} masses were expected, but {masses.Length} were given.", nameof(masses));
        foreach (var mass in masses)
        {
            if (!(mass > 0.0 && double.IsFinite(mass)))
                throw new ArgumentException(FormattableString.Invariant($"A positive mass was expected, but {mass} was given."), nameof(masses));
        }

        return masses.ToArray();
    }

    private static double[] MassWeighted(ReadOnlySpan<double> hessian, ReadOnlySpan<double> m)
    {
        var n = 3 * m.Length;
        var F = new double[n * n];
        for (var k = 0; k < n; k++)
        {
            for (var l = 0; l <= k; l++)
                F[(k * n) + l] = F[(l * n) + k] = hessian[(k * n) + l] / Math.Sqrt(m[k / 3] * m[l / 3]);
        }

        return F;
    }

    /// <summary>
    /// F ← (1 − D Dᵀ) F (1 − D Dᵀ) + s D Dᵀ with s above all eigenvalues: the rigid motions become the last eigenvectors,
    /// exactly separated from the vibrations.
    /// </summary>
    private static void RigidModesLast(Span<double> F, RigidMotions rigid, ILinearAlgebra algebra)
    {
        var n = rigid.Vectors.Length / rigid.Count;
        var D = rigid.Vectors;
        var s = 1.0 + (2.0 * TensorPrimitives.Norm<double>(F));
        if (!double.IsFinite(s))
            return; // for the diagonalisation to refuse
        var DF = new double[rigid.Count * n];
        var DFD = new double[rigid.Count * rigid.Count];
        algebra.Multiply(false, false, rigid.Count, n, n, 1.0, D, F, 0.0, DF);
        algebra.Multiply(false, true, rigid.Count, rigid.Count, n, 1.0, DF, D, 0.0, DFD);
        for (var k = 0; k < rigid.Count; k++)
            DFD[(k * rigid.Count) + k] += s;
        var DFDD = new double[rigid.Count * n];
        algebra.Multiply(false, false, rigid.Count, n, rigid.Count, 1.0, DFD, D, 0.0, DFDD);
        algebra.Multiply(true, false, n, n, rigid.Count, -1.0, D, DF, 1.0, F);
        algebra.Multiply(true, false, n, n, rigid.Count, -1.0, DF, D, 1.0, F);
        algebra.Multiply(true, false, n, n, rigid.Count, 1.0, D, DFDD, 1.0, F);
    }

    /// <summary>Turns a mass-weighted unit vector L into the Cartesian unit vector u and returns μ = 1 / Σ (L²/m) = Σ m u².</summary>
    private static double ToCartesian(Span<double> mode, ReadOnlySpan<double> m)
    {
        for (var i = 0; i < mode.Length; i++)
            mode[i] /= Math.Sqrt(m[i / 3]);
        var reducedMass = 1.0 / TensorPrimitives.SumOfSquares<double>(mode);
        TensorPrimitives.Multiply(mode, Math.Sqrt(reducedMass), mode);
        return reducedMass;
    }

    /// <summary>Σ_k (∂μ_k/∂R · u)² / μ.</summary>
    private static double[] Strengths(ReadOnlySpan<double> displacements, ReadOnlySpan<double> reducedMasses, ReadOnlySpan<double> dipoleDerivatives)
    {
        if (dipoleDerivatives.IsEmpty)
            return [];
        var n = dipoleDerivatives.Length / 3;
        var strengths = new double[reducedMasses.Length];
        for (var mode = 0; mode < strengths.Length; mode++)
        {
            for (var k = 0; k < 3; k++)
            {
                var slope = TensorPrimitives.Dot(dipoleDerivatives.Slice(k * n, n), displacements.Slice(mode * n, n));
                strengths[mode] += slope * slope / reducedMasses[mode];
            }
        }

        return strengths;
    }
}
