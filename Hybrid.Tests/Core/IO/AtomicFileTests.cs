using FluentAssertions;
using Hybrid.Core.IO;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hybrid-io-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_file_appears_with_Commit_and_replaces_the_old_one()
    {
        var path = Path.Combine(folder.FullName, "a.txt");
        File.WriteAllText(path, "old");
        using (var file = AtomicFile.Create(path))
        {
            file.Stream.Write("new"u8);
            File.ReadAllText(path).Should().Be("old");
            file.Commit();
        }

        File.ReadAllText(path).Should().Be("new");
        folder.GetFiles().Should().ContainSingle();
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        var path = Path.Combine(folder.FullName, "a.txt");
        FluentActions.Invoking(() => AtomicFile.WriteText(path, _ => throw new InvalidOperationException("stop")))
            .Should().Throw<InvalidOperationException>().WithMessage("stop");
        folder.GetFiles().Should().BeEmpty();
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        if (OperatingSystem.IsWindows())
            return;
        var target = Path.Combine(folder.FullName, "target.txt");
        var link = Path.Combine(folder.FullName, "link.txt");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);
        AtomicFile.WriteText(link, writer => writer.WriteLine("new"));
        new FileInfo(link).LinkTarget.Should().Be(target);
        File.ReadAllText(target).Should().Be("new\n");
    }

    [Fact]
    public void A_device_is_written_and_not_replaced()
    {
        if (!OperatingSystem.IsLinux())
            return;
        AtomicFile.WriteText("/dev/null", writer => writer.WriteLine("gone"));
        File.ReadAllText("/dev/null").Should().BeEmpty();
    }

    [Fact]
    public void A_folder_that_is_missing_or_in_the_way_is_an_IOException()
    {
        FluentActions.Invoking(() => AtomicFile.Create(Path.Combine(folder.FullName, "missing", "a.txt"))).Should().Throw<IOException>();
        FluentActions.Invoking(() => AtomicFile.Create(folder.FullName)).Should().Throw<IOException>().WithMessage("*is a folder*");
    }

    [Fact]
    public void Commit_is_for_once()
    {
        using var file = AtomicFile.Create(Path.Combine(folder.FullName, "a.txt"));
        file.Commit();
        file.Invoking(f => f.Commit()).Should().Throw<InvalidOperationException>();
    }
}
