namespace Examples.Library;

/// <summary>What the library does, one step per method.</summary>
public static class Tour
{
    /// <summary>Runs all steps on the structures of a folder.</summary>
    public static void Run(string folder, TextWriter output)
    {
        Predictions.Energy(Path.Combine(folder, "caffeine.xyz"), output);
        Predictions.Forces(Path.Combine(folder, "c2h5oh.xyz"), output);
        Predictions.FromCode(output);
        Predictions.WarmStart(Path.Combine(folder, "c2h5oh.xyz"), output);
        Batches.Stretched(Path.Combine(folder, "h2o.xyz"), output);
        Excitations.Absorption(Path.Combine(folder, "caffeine.xyz"), output);
        Excitations.Derivatives(Path.Combine(folder, "c2h5oh.xyz"), output);
        Gradients.OfParameters(Path.Combine(folder, "h2o.xyz"), output);
        Gradients.OfAnOwnLoss(Path.Combine(folder, "h2o.xyz"), output);
    }
}
