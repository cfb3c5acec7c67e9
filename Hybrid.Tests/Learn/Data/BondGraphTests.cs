using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Learn.Data;
using Xunit;

namespace Hybrid.Tests.Learn.Data;

public sealed class BondGraphTests
{
    [Fact]
    public void Order_of_atoms_position_and_small_distortions_do_not_matter()
    {
        var imidazole = Shipped("imidazole");
        var n = imidazole.AtomCount;
        int[] order = [.. Enumerable.Range(0, n).Reverse()];
        var positions = order.SelectMany(a => imidazole.Positions.Slice(3 * a, 3).ToArray().Select((x, k) => x + 0.05 * Math.Sin(a + k) + 3.0)).ToArray();
        var other = new Structure([.. order.Select(a => imidazole.AtomicNumbers[a])], positions);
        BondGraph.Key(other).Should().Be(BondGraph.Key(imidazole)).And.StartWith("C3H4N2-");
    }

    [Fact]
    public void Isomers_differ() => BondGraph.Key(Shipped("bicyclobutane")).Should().NotBe(BondGraph.Key(Butadiene));

    [Fact]
    public void The_key_is_the_same_in_every_version() =>
        BondGraph.Key(new Structure([8, 1, 1], [0, 0, 0, 0, 1.4, 1.1, 0, -1.4, 1.1])).Should().Be("H2O-1f96b9747834a581", "published splits are made with it");

    private static Structure Shipped(string name)
    {
        using var stream = typeof(BondGraphTests).Assembly.GetManifestResourceStream($"References/structures/{name}.xyz")!;
        return StructureFile.Frames(stream, name).Single().StructureOrThrow();
    }

    private static Structure Butadiene => Structure.FromAngstrom(
        [6, 6, 6, 6, 1, 1, 1, 1, 1, 1],
        [
            -1.85, -0.12, 0, -0.61, 0.40, 0, 0.61, -0.40, 0, 1.85, 0.12, 0, -1.99, -1.20, 0, -2.73, 0.52, 0, -0.49, 1.48, 0, 0.49, -1.48, 0,
            1.99, 1.20, 0, 2.73, -0.52, 0,
        ]);
}
