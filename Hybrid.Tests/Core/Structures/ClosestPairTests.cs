using FluentAssertions;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.Structures;

public sealed class ClosestPairTests
{
    // Both sides sum the same few products; wrapping adds roundings of coordinates up to some hundred bohr.
    private const double Rounding = 1e-10;

    [Fact]
    public void A_single_atom_has_no_pair() => new Structure([2], [0, 0, 0]).ClosestPair().Should().BeNull();

    [Fact]
    public void A_single_atom_in_a_lattice_is_closest_to_its_image()
    {
        var pair = new Structure([2], [0, 0, 0], cell: new Cell([9, 0, 0, 0, 7, 0, 0, 0, 8])).ClosestPair();
        pair.Should().Be(new AtomPair(0, 0, 7));
    }

    [Fact]
    public void Atoms_on_opposite_faces_of_the_cell_are_neighbours()
    {
        var cell = new Cell([10, 0, 0, 0, 10, 0, 0, 0, 10]);
        var pair = new Structure([3, 9], [0.25, 0, 0, 9.75, 0, 0], cell: cell).ClosestPair();
        pair!.Value.Distance.Should().BeApproximately(0.5, Rounding);
        new Structure([3, 9], [0.25, 0, 0, 9.75, 0, 0]).ClosestPair()!.Value.Distance.Should().Be(9.5);
    }

    [Fact]
    public void Atoms_on_top_of_each_other_are_at_distance_zero() =>
        new Structure([6, 1, 6], [1, 2, 3, 0, 0, 0, 1, 2, 3]).ClosestPair().Should().Be(new AtomPair(0, 2, 0));

    [Fact]
    public void A_very_long_sheared_cell_is_no_trouble()
    {
        var cell = new Cell([3, 0, 0, 30000.5, 4, 0, -20000, 777777, 5]);
        new Structure([2], [0, 0, 0], cell: cell).ClosestPair()!.Value.Distance.Should().BeLessThan(4.1);
    }

    [Fact]
    public void The_search_agrees_with_all_pairs_and_images()
    {
        var random = new Random(20240607);
        for (var trial = 0; trial < 300; trial++)
        {
            var structure = RandomStructure(random);
            var pair = structure.ClosestPair();
            var expected = AllPairs(structure);
            pair!.Value.Distance.Should().BeApproximately(expected, Rounding, $"trial {trial}");
        }
    }

    private static Structure RandomStructure(Random random)
    {
        var nAtoms = random.Next(2, 12);
        var positions = Enumerable.Range(0, 3 * nAtoms).Select(_ => 30 * (random.NextDouble() - 0.5)).ToArray();
        var vectors = new double[9];
        for (var i = 0; i < 9; i++)
            vectors[i] = (i % 4 == 0 ? 6 : 0) + (4 * (random.NextDouble() - 0.5));
        var cell = new Cell(vectors, random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0);
        return new Structure(Enumerable.Repeat(6, nAtoms).ToArray(), positions, cell: cell);
    }

    private static double AllPairs(Structure structure)
    {
        const int reach = 8;
        var cell = structure.Cell!;
        int[] n = [cell.PeriodicA ? reach : 0, cell.PeriodicB ? reach : 0, cell.PeriodicC ? reach : 0];
        var p = structure.Positions;
        var v = cell.Vectors;
        var best = double.PositiveInfinity;
        for (var a = -n[0]; a <= n[0]; a++)
        for (var b = -n[1]; b <= n[1]; b++)
        for (var c = -n[2]; c <= n[2]; c++)
        for (var i = 0; i < structure.AtomCount; i++)
        for (var j = 0; j < structure.AtomCount; j++)
        {
            if (i == j && a == 0 && b == 0 && c == 0)
                continue;
            var square = 0.0;
            for (var k = 0; k < 3; k++)
            {
                var d = p[(3 * i) + k] - p[(3 * j) + k] + (a * v[k]) + (b * v[3 + k]) + (c * v[6 + k]);
                square += d * d;
            }

            best = Math.Min(best, Math.Sqrt(square));
        }

        return best;
    }
}
