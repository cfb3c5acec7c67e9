using Hybrid.Physics.Optimisation;

namespace Hybrid.Cli.Optimising;

/// <summary>The last step of an optimisation on one line of a terminal.</summary>
internal sealed class StepLine(TextWriter terminal, string label) : IDisposable
{
    public void Report(OptimisationStep step) => terminal.Write(FormattableString.Invariant(
        $"\r{label}: step {step.Number}, {step.Energy:F6} Eh, gradient {step.GradientNorm:0.0e+0} Eh/a0\u001b[K"));

    public void Dispose() => terminal.Write("\r\u001b[K");
}
