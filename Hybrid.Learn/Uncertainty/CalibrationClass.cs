using Hybrid.Learn.Domain;

namespace Hybrid.Learn.Uncertainty;

/// <summary>Which predictions share a calibration: how far errors of the one kind say nothing about the other.</summary>
public enum CalibrationClass
{
    /// <summary>
    /// Molecules like those of the training data, held against the level of theory that the model predicts: all atoms within the edge of
    /// <see cref="AtomDomain"/>, and no more atoms than the largest training molecule has.
    /// </summary>
    Inside,

    /// <summary>Such molecules held against another level, such as best estimates: what the levels differ by comes on top.</summary>
    OtherLevel,

    /// <summary>Molecules with an atom beyond the edge, or larger than any training molecule, held against the other level.</summary>
    Outside,
}
