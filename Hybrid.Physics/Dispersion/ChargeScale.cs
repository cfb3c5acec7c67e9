namespace Hybrid.Physics.Dispersion;

/// <summary>ζ(q) at one charge, with the derivatives that a gradient of the energy or of the potential needs.</summary>
/// <remarks>With x = Z + q, r = Z + q_ref and c = β₂ η: h = exp(c (1 − r/x)), ζ = exp(β₁ (1 − h)).</remarks>
internal readonly struct ChargeScale
{
    private readonly double height;
    private readonly double h;
    private readonly double hByCharge;
    private readonly double inverse;
    private readonly double ratio;
    private readonly double c;

    public ChargeScale(double height, double c, double reference, double actual)
    {
        this.height = height;
        this.c = c;

        // An atom that has lost all its electrons: h and its derivatives have vanished long before.
        if (actual < 1e-3 * reference)
        {
            Value = Math.Exp(height);
            return;
        }

        inverse = 1.0 / actual;
        ratio = reference * inverse;
        h = Math.Exp(c * (1.0 - ratio));
        hByCharge = h * c * ratio * inverse;
        Value = Math.Exp(height * (1.0 - h));
    }

    /// <summary>ζ.</summary>
    public double Value { get; }

    /// <summary>∂ζ/∂q.</summary>
    public double ByCharge => -height * hByCharge * Value;

    /// <summary>∂²ζ/∂q².</summary>
    public double ByChargeTwice => -height * ((hByCharge * inverse * ((c * ratio) - 2.0) * Value) + (hByCharge * ByCharge));

    /// <summary>∂ζ/∂β₁.</summary>
    public double ByHeight => (1.0 - h) * Value;

    /// <summary>∂ζ/∂c.</summary>
    public double BySteepness => -height * hBySteepness * Value;

    /// <summary>∂²ζ/∂q∂β₁.</summary>
    public double ByChargeAndHeight => -hByCharge * (Value + (height * ByHeight));

    /// <summary>∂²ζ/∂q∂c.</summary>
    public double ByChargeAndSteepness =>
        -height * ((((hBySteepness * c) + h) * ratio * inverse * Value) + (hByCharge * BySteepness));

    private double hBySteepness => h * (1.0 - ratio);
}
