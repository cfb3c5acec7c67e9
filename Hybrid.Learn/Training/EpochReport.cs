namespace Hybrid.Learn.Training;

/// <summary>What an epoch brought.</summary>
/// <param name="Epoch">Counted from one.</param>
/// <param name="Step">Steps taken since the beginning of the training.</param>
/// <param name="Train">Over the epoch's samples, each with the weights of its own step.</param>
/// <param name="Valid">Over the validation samples with the averaged weights; null in an epoch that wasn't validated.</param>
/// <param name="IsBest">True when the validation loss is lower than that of the best epoch before and no more samples were skipped.</param>
/// <param name="PriorLoss">λ Σ w² over the physical parameters, at the end of the epoch.</param>
/// <param name="LearningRate">Of the last step.</param>
/// <param name="Seconds">What the epoch took, validation included; of a resumed epoch all parts together.</param>
public sealed record EpochReport(
    int Epoch, long Step, SetErrors Train, SetErrors? Valid, bool IsBest, double PriorLoss, double LearningRate, double Seconds);
