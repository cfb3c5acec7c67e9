using FluentAssertions;
using Hybrid.Learn.Training;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

public sealed class TrainingLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hybrid-").FullName;

    private string Csv => Path.Combine(folder, "log.csv");

    private string Json => Path.Combine(folder, "log.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static EpochReport Report(int epoch, bool isValidated = true)
    {
        var errors = new SetErrors(0.5, [new TermErrors("energy, total", "eV", 0.5, 2.0, 9.0, 4)], 4, 1, [new SkippedSample(2, "bad", "It has no labels.")]);
        return new EpochReport(epoch, 10 * epoch, errors, isValidated ? errors with { Loss = 0.25 } : null, true, 0.125, 0.001, 1.5);
    }

    [Fact]
    public void Every_epoch_is_a_line_of_both_files()
    {
        var log = TrainingLog.Open(Csv, Json, 0);
        log.Add(Report(1));
        log.Add(Report(2, isValidated: false));

        var lines = File.ReadAllLines(Csv);
        lines.Should().Equal(
            "epoch,step,seconds,learning rate,prior loss,train loss,train skipped,train energy; total loss,train energy; total MAE / eV,train energy; total RMSE / eV,"
            + "valid loss,valid skipped,valid energy; total loss,valid energy; total MAE / eV,valid energy; total RMSE / eV",
            "1,10,1.5,0.001,0.125,0.5,1,0.5,0.5,1.5,0.25,1,0.5,0.5,1.5",
            "2,20,1.5,0.001,0.125,0.5,1,0.5,0.5,1.5,,,,,");
        var json = File.ReadAllLines(Json);
        json.Should().HaveCount(2);
        json[0].Should().Contain("\"epoch\":1").And.Contain("It has no labels.").And.Contain("\"meanAbsoluteError\":0.5");
    }

    [Fact]
    public void A_resumed_training_cuts_what_its_checkpoint_does_not_know()
    {
        var log = TrainingLog.Open(Csv, Json, 0);
        for (var epoch = 1; epoch <= 4; epoch++)
            log.Add(Report(epoch));
        File.AppendAllText(Csv, "5,50,1.");
        File.AppendAllText(Json, "{\"epoch\":5,\"st");

        log = TrainingLog.Open(Csv, Json, 2);
        log.Add(Report(3));

        File.ReadAllLines(Csv).Skip(1).Select(line => line.Split(',')[0]).Should().Equal("1", "2", "3");
        File.ReadAllLines(Json).Should().HaveCount(3).And.OnlyContain(line => line.EndsWith('}'));
    }

    [Fact]
    public void A_training_that_begins_anew_begins_a_new_log()
    {
        TrainingLog.Open(Csv, Json, 0).Add(Report(7));
        TrainingLog.Open(Csv, Json, 0).Add(Report(1));

        File.ReadAllLines(Csv).Should().HaveCount(2);
        File.ReadAllLines(Json).Should().HaveCount(1);
    }
}
