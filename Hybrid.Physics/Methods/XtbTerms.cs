using Hybrid.Core.Autodiff;
using Hybrid.Physics.Dispersion;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Repulsion;

namespace Hybrid.Physics.Methods;

/// <summary>What the methods of this family have in common: a constant, and terms of GFN1-xTB and GFN2-xTB that differ in their parameters.</summary>
internal static class XtbTerms
{
    /// <summary>kB in Eh/K as xtb and xtb4stda have it.</summary>
    public const double BoltzmannConstant = 3.166808578545117e-6;

    /// <summary>The scale of the zeroth-order Hamiltonian. A constant that a method doesn't list is the mean of its two shells'.</summary>
    public static ShellPairScale ShellPairScale(Tape tape, ParameterFields p)
    {
        Variable ss = p.Global("k_ss"), pp = p.Global("k_pp"), dd = p.Global("k_dd");
        Variable sp = Listed("k_sp", ss, pp), sd = Listed("k_sd", ss, dd), pd = Listed("k_pd", pp, dd);
        return new ShellPairScale
        {
            ShellConstants = Indexing.Concatenate(ss, sp, sd, sp, pp, pd, sd, pd, dd),
            NonValenceConstant = p.Has("k_diff") ? p.Global("k_diff") : tape.Constant([0.0], 1),
            ElectronegativityScale = p.Global("en_scale"),
            Electronegativities = p.PerAtom("electronegativity"),
            PairScales = p.PerPair("pair_scale"),
            SlaterRatioPower = p.Global("slater_ratio_power"),
            SlaterExponents = p.PerShell("slater_exponent"),
        };

        Variable Listed(string name, Variable a, Variable b) => p.Has(name) ? p.Global(name) : a.Add(b).Scale(0.5);
    }

    public static EnergyTerm Repulsion(Tape tape, AtomPairs pairs, ReadOnlySpan<int> atomicNumbers, ParameterFields p)
    {
        var repulsion = new PairRepulsion
        {
            Exponents = p.PerAtom("repulsion_exponent_alpha"),
            Charges = p.PerAtom("effective_nuclear_charge"),
            Power = p.Global("repulsion_exponent"),
            LightPower = p.Global("repulsion_exponent_light"),
            RadiusPower = p.Global("repulsion_radius_power"),
        };
        var elements = atomicNumbers.ToArray();
        return new EnergyTerm("repulsion", repulsion.AtomicEnergies(tape, pairs, elements)) { PairEnergies = () => repulsion.PairEnergies(pairs, elements) };
    }

    public static RationalDamping Damping(ParameterFields p) =>
        new(p.Global("d_s6"), p.Global("d_s8"), p.Global("d_a1"), p.Global("d_a2"), p.PerAtom("d_radial_moment"));
}
