namespace Hybrid.Cli.Excitations;

/// <summary>Why a prediction among many is to be distrusted, the weightiest first.</summary>
internal enum DoubtKind
{
    Unconverged,
    SmallGap,
    LowExcitation,
    UnseenElement,
    Outside,
    Propagation,
    NearDegenerate,
    Wide,
}
