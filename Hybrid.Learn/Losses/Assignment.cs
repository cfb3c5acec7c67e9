namespace Hybrid.Learn.Losses;

/// <summary>Gives each row of a table of costs a column of its own so that the sum is smallest.</summary>
/// <remarks>
/// Shortest augmenting paths with potentials, O(rows² columns): R. Jonker, A. Volgenant, Computing 38, 325 (1987),
/// doi:10.1007/BF02278710.
/// </remarks>
internal static class Assignment
{
    /// <summary>The column of each row.</summary>
    /// <param name="costs">Shape [rows, columns], row-major, finite.</param>
    /// <param name="rows">No more than columns.</param>
    /// <param name="columns">At least as many as rows.</param>
    public static int[] OfLeastCost(ReadOnlySpan<double> costs, int rows, int columns)
    {
        // Row and column 0 are the beginning of every path; numbers from one are those of the table.
        var rowPotential = new double[rows + 1];
        var columnPotential = new double[columns + 1];
        var rowOf = new int[columns + 1];
        var previous = new int[columns + 1];
        var distance = new double[columns + 1];
        var isReached = new bool[columns + 1];
        for (var row = 1; row <= rows; row++)
        {
            Array.Fill(distance, double.PositiveInfinity);
            Array.Clear(isReached);
            rowOf[0] = row;
            var at = 0;
            do
            {
                isReached[at] = true;
                var (nearest, shortest) = (0, double.PositiveInfinity);
                for (var column = 1; column <= columns; column++)
                {
                    if (isReached[column])
                        continue;
                    var step = costs[((rowOf[at] - 1) * columns) + column - 1] - rowPotential[rowOf[at]] - columnPotential[column];
                    if (step < distance[column])
                        (distance[column], previous[column]) = (step, at);
                    if (distance[column] < shortest)
                        (shortest, nearest) = (distance[column], column);
                }

                for (var column = 0; column <= columns; column++)
                {
                    if (isReached[column])
                    {
                        rowPotential[rowOf[column]] += shortest;
                        columnPotential[column] -= shortest;
                    }
                    else
                    {
                        distance[column] -= shortest;
                    }
                }

                at = nearest;
            }
            while (rowOf[at] != 0);
            for (; at != 0; at = previous[at])
                rowOf[at] = rowOf[previous[at]];
        }

        var result = new int[rows];
        for (var column = 1; column <= columns; column++)
        {
            if (rowOf[column] > 0)
                result[rowOf[column] - 1] = column - 1;
        }

        return result;
    }
}
