using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The parameters of the rational (Becke–Johnson) damping of pairs,
/// E_AB = −C6 (s6 / (R⁶ + R0⁶) + s8 · 3 Q_A Q_B / (R⁸ + R0⁸)) with R0 = a1 √(3 Q_A Q_B) + a2.
/// </summary>
/// <param name="S6">Weight of the dipole–dipole term; a scalar.</param>
/// <param name="S8">Weight of the dipole–quadrupole term; a scalar.</param>
/// <param name="A1">Scale of the damping radius; a scalar.</param>
/// <param name="A2">Shift of the damping radius, bohr; a scalar.</param>
/// <param name="RadialMoments">Q_A of each atom, bohr, shape [atoms]; see <see cref="DispersionReferences.RadialMoment"/>.</param>
/// <remarks>S. Grimme, S. Ehrlich, L. Goerigk, J. Comput. Chem. 32, 1456 (2011), doi:10.1002/jcc.21759.</remarks>
public sealed record RationalDamping(Variable S6, Variable S8, Variable A1, Variable A2, Variable RadialMoments);
