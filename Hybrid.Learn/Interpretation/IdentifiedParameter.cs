namespace Hybrid.Learn.Interpretation;

/// <summary>A physical parameter, or the offset of a level of theory, with what data say about it.</summary>
/// <param name="Name">Such as "extended_hubbard[O]" or "offset.TBE/aug-cc-pVTZ.triplet".</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Published">The published value; zero for an offset.</param>
/// <param name="Learned">The learned value.</param>
/// <param name="Drift">From the published value, in prior widths.</param>
/// <param name="IsAtBound">True where the drift is at least 95 % of what the bound allows: the data would move it further.</param>
/// <param name="LeftOver">The posterior standard deviation over that of the prior: zero known, one nothing learned.</param>
/// <param name="LeftOverByPhysics">The same if the last layers of the network were known.</param>
/// <param name="LeftOverAlone">The same if all other exposed weights were known.</param>
/// <param name="StandardDeviation">Of the drift, in prior widths.</param>
/// <param name="Verdict">What follows.</param>
public sealed record IdentifiedParameter(
    string Name, string Unit, double Published, double Learned, double Drift, bool IsAtBound, double LeftOver, double LeftOverByPhysics, double LeftOverAlone,
    double StandardDeviation, ParameterVerdict Verdict);
