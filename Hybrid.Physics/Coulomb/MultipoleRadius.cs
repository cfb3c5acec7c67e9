using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// The damping radius of GFN2-xTB's multipoles, which grows with the coordination number:
/// R_A = R⁰_A + (R_max − R⁰_A) / (1 + exp(−k (CN_A − N_A − Δ))).
/// </summary>
/// <remarks>doi:10.1021/acs.jctc.8b01176.</remarks>
public sealed class MultipoleRadius
{
    /// <summary>R⁰ of each atom, a0, shape [atoms].</summary>
    public required Variable Radii { get; init; }

    /// <summary>The valence N of each atom, shape [atoms].</summary>
    public required Variable ValenceNumbers { get; init; }

    /// <summary>Δ, shape [1].</summary>
    public required Variable Shift { get; init; }

    /// <summary>k, shape [1].</summary>
    public required Variable Exponent { get; init; }

    /// <summary>R_max, a0, shape [1].</summary>
    public required Variable Largest { get; init; }

    /// <summary>Records the radii for given coordination numbers; shape [atoms], a0.</summary>
    public Variable Of(Tape tape, Variable coordinationNumbers)
    {
        var n = coordinationNumbers.Length;
        var radius = tape.Output([coordinationNumbers, Radii, ValenceNumbers, Shift, Exponent, Largest], n);
        for (var A = 0; A < n; A++)
            radius.Value[A] = Radii.Value[A] + ((Largest.Value[0] - Radii.Value[A]) * Switch(coordinationNumbers, A).Value);
        tape.Record(radius, () =>
        {
            var k = Exponent.Value[0];
            for (var A = 0; A < n; A++)
            {
                var adjoint = radius.Adjoint[A];
                var (s, argument) = Switch(coordinationNumbers, A);
                var byArgument = adjoint * (Largest.Value[0] - Radii.Value[A]) * s * (1.0 - s);
                Add(Radii, A, adjoint * (1.0 - s));
                Add(Largest, 0, adjoint * s);
                Add(Exponent, 0, byArgument * argument);
                Add(coordinationNumbers, A, byArgument * k);
                Add(ValenceNumbers, A, -byArgument * k);
                Add(Shift, 0, -byArgument * k);
            }
        });
        return radius;
    }

    private (double Value, double Argument) Switch(Variable coordinationNumbers, int A)
    {
        var argument = coordinationNumbers.Value[A] - ValenceNumbers.Value[A] - Shift.Value[0];
        return (1.0 / (1.0 + Math.Exp(-Exponent.Value[0] * argument)), argument);
    }

    private static void Add(Variable variable, int index, double value)
    {
        if (variable.NeedsAdjoint)
            variable.Adjoint[index] += value;
    }
}
