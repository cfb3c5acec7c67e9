using System.CommandLine;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;

namespace Hybrid.Benchmarks.Commands;

/// <summary>The options that several commands have, with one meaning everywhere.</summary>
internal static class SharedOptions
{
    public static Option<string> Structures(string byDefault) => new("--structures")
    {
        Description = $"Structures of examples/structures, separated by commas; by default {byDefault}.",
        DefaultValueFactory = _ => byDefault,
    };

    public static Option<string> Methods() => new("--methods")
    {
        Description = "gfn1, gfn2 or both, separated by a comma.",
        DefaultValueFactory = _ => "gfn1,gfn2",
    };

    public static Option<int> Runs(int byDefault)
    {
        var option = new Option<int>("--runs")
        {
            Description = "How often each number is measured.",
            DefaultValueFactory = _ => byDefault,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("At least one run was expected.");
        });
        return option;
    }

    public static Option<string?> Blas() => new("--blas")
    {
        Description = "The linear algebra: none for the managed one, or the name of a library; by default what this machine has.",
    };

    public static ILinearAlgebra LinearAlgebra(string? blas) => blas is null ? DenseLinearAlgebra.Default : DenseLinearAlgebra.FromSetting(blas);

    public static TestStructure[] StructuresOf(string names) => [.. Words(names).Select(TestStructure.Named)];

    public static TightBindingMethod[] MethodsOf(string names) => [.. Words(names).Select(name => name switch
    {
        "gfn1" => TightBindingMethod.Of(ParameterSet.Embedded("gfn1-xtb")),
        "gfn2" => TightBindingMethod.Of(ParameterSet.Embedded("gfn2-xtb")),
        _ => throw new ArgumentException($"A method gfn1 or gfn2 was expected, but \"{name}\" was given."),
    })];

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
