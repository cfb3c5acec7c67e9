namespace Hybrid.Physics.Response;

/// <summary>What one kind of motion contributes to the thermodynamic functions of a molecule.</summary>
/// <param name="Energy">Thermal energy without the zero-point energy, Eh.</param>
/// <param name="Entropy">Eh/K.</param>
/// <param name="HeatCapacity">At constant volume, Eh/K.</param>
public readonly record struct ThermalContribution(double Energy, double Entropy, double HeatCapacity)
{
    /// <summary>Adds two contributions.</summary>
    public static ThermalContribution operator +(ThermalContribution a, ThermalContribution b) =>
        new(a.Energy + b.Energy, a.Entropy + b.Entropy, a.HeatCapacity + b.HeatCapacity);

    /// <summary>Adds two contributions.</summary>
    public static ThermalContribution Add(ThermalContribution left, ThermalContribution right) => left + right;
}
