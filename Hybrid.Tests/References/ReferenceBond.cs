namespace Hybrid.Tests.References;

/// <summary>A Wiberg bond order of the reference program between two atoms, counted from zero.</summary>
public readonly record struct ReferenceBond(int First, int Second, double Order);
