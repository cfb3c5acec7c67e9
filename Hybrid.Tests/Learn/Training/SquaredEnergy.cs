using Hybrid.Core.Autodiff;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;

namespace Hybrid.Tests.Learn.Training;

/// <summary>(E − E_ref)².</summary>
internal sealed class SquaredEnergy : LossTerm
{
    public override string Name => "energy";

    public override string Unit => "Eh";

    public override bool Asks(Sample sample) => sample.Energy is not null;

    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        if (sample.Energy is not { } reference)
            return null;
        var deviation = prediction.Energy.Shift(-reference);
        return new LossValue(deviation.Square(), Math.Abs(deviation.Scalar), deviation.Scalar * deviation.Scalar, 1);
    }
}
