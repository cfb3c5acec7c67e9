namespace Hybrid.Learn.Uncertainty;

/// <summary>Which calibration stands in for one without labels.</summary>
internal sealed class CalibrationChoice(IReadOnlyList<TargetCalibration> known)
{
    public TargetCalibration Of(TargetKind kind, int rank, CalibrationClass @class) => @class switch
    {
        CalibrationClass.Inside => OfInside(kind, rank),
        CalibrationClass.OtherLevel => OfClass(kind, rank, @class) ?? OfInside(kind, rank) with { IsOfOtherClass = true },
        _ => OfClass(kind, rank, @class) ?? (OfClass(kind, rank, CalibrationClass.OtherLevel) ?? OfInside(kind, rank)) with { IsOfOtherClass = true },
    };

    /// <summary>Triplets may have labels of another level alone; at last they borrow those of singlets.</summary>
    private TargetCalibration OfInside(TargetKind kind, int rank)
    {
        if ((Known(kind, rank, CalibrationClass.Inside) ?? OfOtherRank(kind, rank) ?? OfClass(kind, rank, CalibrationClass.OtherLevel)) is { } own)
            return own;
        return kind == TargetKind.TripletEnergy && OfInside(TargetKind.SingletEnergy, rank) is { Labels: > 0 } singlets
            ? singlets with { Kind = kind, BorrowedFrom = TargetKind.SingletEnergy }
            : TargetCalibration.None(kind, rank);
    }

    private TargetCalibration? OfOtherRank(TargetKind kind, int rank) =>
        Known(kind, 1 + TargetCalibration.Higher - rank, CalibrationClass.Inside) is { } other ? other with { Rank = rank, BorrowedFrom = kind } : null;

    /// <summary>Labels of these classes are of the lowest states; those above are at least as uncertain as inside.</summary>
    private TargetCalibration? OfClass(TargetKind kind, int rank, CalibrationClass @class)
    {
        if (Known(kind, rank, @class) is { } own)
            return own;
        if (Known(kind, 1, @class) is not { } lowest)
            return null;
        var higher = Known(kind, rank, CalibrationClass.Inside) ?? lowest;
        return lowest with
        {
            Rank = rank,
            BorrowedFrom = kind,
            Scale = Math.Max(lowest.Scale, higher.Quantile68 * higher.Scale),
            Floor = Math.Max(lowest.Floor, higher.Quantile68 * higher.Floor),
        };
    }

    private TargetCalibration? Known(TargetKind kind, int rank, CalibrationClass @class) =>
        known.FirstOrDefault(calibration => calibration.Kind == kind && calibration.Rank == rank && calibration.Class == @class);
}
