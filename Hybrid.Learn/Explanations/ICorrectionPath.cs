namespace Hybrid.Learn.Explanations;

/// <summary>A predicted energy with all corrections times λ.</summary>
internal interface ICorrectionPath
{
    /// <summary>The energy at another λ.</summary>
    /// <param name="λ">How far the corrections are on.</param>
    /// <param name="from">The same at a λ nearby.</param>
    /// <param name="withDerivative">Also what the derivative is made of.</param>
    /// <param name="withPhysics">Also the terms of the energy, and charges and dipole moment by atom.</param>
    PathNode At(double λ, PathNode from, bool withDerivative, bool withPhysics = false);
}
