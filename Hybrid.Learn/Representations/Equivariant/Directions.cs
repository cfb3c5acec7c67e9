using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Equivariant;

/// <summary>r̂ = (R_j − R_i)/|R_j − R_i| of each pair.</summary>
internal static class Directions
{
    /// <summary>Shape [pairs, 3].</summary>
    public static Variable Of(Neighbours neighbours)
    {
        var (vectors, distances) = (neighbours.Vectors, neighbours.Distances);
        var directions = neighbours.Tape.Output([vectors, distances], neighbours.Count, 3);
        for (var k = 0; k < directions.Length; k++)
            directions.Value[k] = vectors.Value[k] / distances.Value[k / 3];
        if (directions.NeedsAdjoint)
            Record(vectors, distances, directions);
        return directions;
    }

    private static void Record(Variable vectors, Variable distances, Variable directions) => directions.Tape.Record(directions, () =>
    {
        for (var k = 0; k < directions.Length; k++)
        {
            var adjoint = directions.Adjoint[k] / distances.Value[k / 3];
            vectors.Adjoint[k] += adjoint;
            distances.Adjoint[k / 3] -= adjoint * directions.Value[k];
        }
    });
}
