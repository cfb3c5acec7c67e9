namespace Hybrid.Physics.Response.Selection;

/// <summary>The orbitals that occur on one side of some configurations, and in which of them.</summary>
internal sealed class ActiveOrbitals
{
    private readonly List<int> orbitals = [];
    private readonly Dictionary<int, int> positions = [];
    private readonly List<List<int>> members = [];

    public ActiveOrbitals(ReadOnlySpan<Configuration> configurations, Func<Configuration, int> side)
    {
        for (var k = 0; k < configurations.Length; k++)
        {
            var orbital = side(configurations[k]);
            if (!positions.TryGetValue(orbital, out var position))
            {
                positions.Add(orbital, position = orbitals.Count);
                orbitals.Add(orbital);
                members.Add([]);
            }

            members[position].Add(k);
        }
    }

    public int Count => orbitals.Count;

    public int this[int position] => orbitals[position];

    /// <summary>Each orbital with the numbers of the configurations it is in.</summary>
    public IEnumerable<(int Orbital, IReadOnlyList<int> Configurations)> Members => orbitals.Select((orbital, k) => (orbital, (IReadOnlyList<int>)members[k]));

    public int Position(int orbital) => positions[orbital];
}
