namespace Hybrid.Physics.Parameters;

/// <summary>How a file declares a table: everything but the values. Scale turns a number of the file into the atomic Unit.</summary>
internal sealed record TableDeclaration(
    string Name, ParameterDomain Domain, string Step, string Unit, double Scale, bool IsPositive, double PriorWidth, string Meaning)
{
    /// <summary>What stands for an element without parameters.</summary>
    public double Neutral => IsPositive ? 1 : 0;

    public static string Word(ParameterDomain domain) => domain switch
    {
        ParameterDomain.Global => "global",
        ParameterDomain.Element => "element",
        ParameterDomain.Shell => "shell",
        _ => "pair",
    };

    public static ParameterDomain? DomainOf(string word) => word switch
    {
        "global" => ParameterDomain.Global,
        "element" => ParameterDomain.Element,
        "shell" => ParameterDomain.Shell,
        "pair" => ParameterDomain.ElementPair,
        _ => null,
    };

    public ParameterTable Table(ParameterLayout layout, double[] values) =>
        new(Name, Domain, Step, Unit, IsPositive, PriorWidth, Meaning, layout, values);
}
