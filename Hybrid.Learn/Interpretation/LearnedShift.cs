namespace Hybrid.Learn.Interpretation;

/// <summary>What the network does to a parameter of atoms in surroundings of one kind.</summary>
/// <param name="Parameter">Such as "extended_hubbard[O]".</param>
/// <param name="Surroundings">The element and what it is bonded to, such as "O(C)" for a carbonyl oxygen beside "O(C,H)" of a hydroxyl.</param>
/// <param name="Count">How many sites.</param>
/// <param name="Mean">Mean drift from the published value, that of all atoms alike and that of the surroundings together, in prior widths.</param>
/// <param name="StandardDeviation">Of the drift among these sites.</param>
/// <param name="MeanValue">The mean value of the parameter, in its unit.</param>
/// <param name="Unit">Of the value.</param>
public sealed record LearnedShift(string Parameter, string Surroundings, int Count, double Mean, double StandardDeviation, double MeanValue, string Unit);
