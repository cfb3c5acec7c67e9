namespace Hybrid.Benchmarks.Accuracy;

/// <summary>What is compared: energy (eV) and oscillator strength of the two lowest singlets.</summary>
internal enum Quantity
{
    E1,
    E2,
    F1,
    F2,
}
