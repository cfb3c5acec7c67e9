using System.Diagnostics;
using FluentAssertions;
using Hybrid.Cli;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>The command as a process of its own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void A_process_reads_standard_input_and_returns_its_code()
    {
        var (code, output, error) = Run("3\n\nO 0 0 0\nH 0.01 0.02 0.96\nH 0.93 0 -0.24\n", "predict", "-", "--format", "json");
        code.Should().Be(0);
        output.Should().StartWith("{\"schema_name\":\"qcschema_output\"").And.EndWith("}\n").And.NotContain("\u001b");
        error.Should().BeEmpty();

        Run(string.Empty, "predict", "--bogus").Code.Should().Be(2);
        Run(string.Empty, "predict", "-").Code.Should().Be(1);
    }

    private static (int Code, string Output, string Error) Run(string input, params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(HybridCommand).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        start.Environment["LC_ALL"] = "de_DE.UTF-8";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit(TimeSpan.FromMinutes(1)).Should().BeTrue();
        return (process.ExitCode, output.Result, error.Result);
    }
}
