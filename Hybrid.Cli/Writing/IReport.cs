using Hybrid.Cli.Reading;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Writing;

/// <summary>Writes one result after the other.</summary>
internal interface IReport
{
    /// <summary>A result that can be trusted.</summary>
    void Write(InputFrame frame, Prediction prediction);

    /// <summary>A structure without one.</summary>
    /// <param name="frame">Which.</param>
    /// <param name="prediction">What is known of an unconverged calculation, or null.</param>
    /// <param name="error">One sentence.</param>
    void WriteFailure(InputFrame frame, Prediction? prediction, string error);
}
