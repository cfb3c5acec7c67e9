namespace Hybrid.Core.Solvers;

/// <summary>
/// The lowest roots of the paired problem (A + B) P = ω M, (A − B) M = ω P with P = X + Y, M = X − Y. Owns its memory.
/// </summary>
public sealed class CasidaResult
{
    private readonly double[] energies;
    private readonly double[] sums;
    private readonly double[] differences;
    private readonly double[] residuals;

    internal CasidaResult(SolverOutcome outcome, int length, double lowestSquare, double[] energies, double[] sums, double[] differences, double[] residuals)
    {
        Outcome = outcome;
        Length = length;
        LowestSquare = lowestSquare;
        this.energies = energies;
        this.sums = sums;
        this.differences = differences;
        this.residuals = residuals;
    }

    /// <summary>How the solver ended; <see cref="SolverStatus.Unstable"/> where a root is imaginary.</summary>
    public SolverOutcome Outcome { get; }

    /// <summary>
    /// The lowest ω²: negative where the problem is unstable; not a number where neither A + B nor A − B is positive
    /// definite, because ω² then need not even be real.
    /// </summary>
    public double LowestSquare { get; }

    /// <summary>The number of roots: what was asked for, and more where the last ones belong to a multiplet; none when unstable.</summary>
    public int Count => energies.Length;

    /// <summary>The length of a vector.</summary>
    public int Length { get; }

    /// <summary>ω in ascending order.</summary>
    public ReadOnlySpan<double> Energies => energies;

    /// <summary>P = X + Y, one per row, ⟨P_k|M_l⟩ = δ_kl, shape [<see cref="Count"/>, <see cref="Length"/>].</summary>
    public ReadOnlySpan<double> Sums => sums;

    /// <summary>M = X − Y, one per row, shape [<see cref="Count"/>, <see cref="Length"/>].</summary>
    public ReadOnlySpan<double> Differences => differences;

    /// <summary>(½|(A + B) P − ω M|² + ½|(A − B) M − ω P|²)^½ of each root.</summary>
    public ReadOnlySpan<double> Residuals => residuals;
}
