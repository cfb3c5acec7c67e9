using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The parameters of D4's dependence on charges, ζ(q) = exp(β₁ (1 − exp(β₂ η (1 − (Z + q_ref)/(Z + q))))).
/// </summary>
/// <param name="Height">β₁; a scalar.</param>
/// <param name="Steepness">β₂, e²/Eh; a scalar.</param>
/// <param name="Hardness">η of each atom, Eh/e², shape [atoms].</param>
/// <remarks>
/// E. Caldeweyher et al., J. Chem. Phys. 150, 154122 (2019), doi:10.1063/1.5090222. The reference
/// polarizabilities were made with β₁ = 3 and β₂ = 2 and do not change with these parameters.
/// </remarks>
public sealed record ChargeScaling(Variable Height, Variable Steepness, Variable Hardness);
