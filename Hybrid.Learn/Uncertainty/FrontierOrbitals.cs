namespace Hybrid.Learn.Uncertainty;

/// <summary>The highest occupied and the lowest virtual orbital of a Hamiltonian with the derivatives of their energies; of degenerate ones the mean over them.</summary>
/// <param name="Highest">ε of the highest occupied orbital, eV.</param>
/// <param name="Lowest">ε of the lowest virtual orbital, eV.</param>
/// <param name="ByHighest">∂ε/∂w of the one, eV, one number per exposed weight.</param>
/// <param name="ByLowest">∂ε/∂w of the other.</param>
public sealed record FrontierOrbitals(double Highest, double Lowest, double[] ByHighest, double[] ByLowest)
{
    /// <summary>Orbitals whose energies differ by less belong together, eV.</summary>
    public const double Degeneracy = 1e-3;
}
