using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Hybrid.Physics.Ledger;

/// <summary>Sums of contributions by term and atoms while a quantity is taken apart.</summary>
/// <param name="atomCount">The number of atoms.</param>
public sealed class ContributionSums(int atomCount)
{
    private readonly OrderedDictionary<string, Term> terms = new(StringComparer.Ordinal);

    /// <summary>The number of atoms.</summary>
    public int AtomCount => atomCount;

    /// <summary>What belongs to no atom.</summary>
    public void AddConstant(string term, double value) => Of(term).Constant += value;

    /// <summary>One number per atom, to be added to.</summary>
    public Span<double> Atoms(string term) => Of(term).Atoms ??= new double[atomCount];

    /// <summary>One number per pair of atoms [A, B] in either order, to be added to; [A, A] is the atom's own.</summary>
    /// <param name="term">The term.</param>
    /// <param name="isDirected">True when the order of the atoms means something.</param>
    public Span<double> Pairs(string term, bool isDirected)
    {
        var sums = Of(term);
        sums.IsDirected |= isDirected;
        return sums.Pairs ??= new double[atomCount * atomCount];
    }

    /// <summary>Adds what other sums hold.</summary>
    /// <param name="other">Of as many atoms.</param>
    /// <param name="weight">A factor.</param>
    /// <exception cref="ArgumentException">It has another number of atoms.</exception>
    public void Add(ContributionSums other, double weight = 1.0)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.AtomCount != AtomCount)
            throw new ArgumentException($"Sums over {AtomCount} atoms were expected, but they are over {other.AtomCount}.", nameof(other));
        foreach (var (name, term) in other.terms)
        {
            AddConstant(name, weight * term.Constant);
            if (term.Atoms is { } atoms)
                TensorPrimitives.MultiplyAdd(atoms, weight, Atoms(name), Atoms(name));
            if (term.Pairs is { } pairs)
                TensorPrimitives.MultiplyAdd(pairs, weight, Pairs(name, term.IsDirected), Pairs(name, term.IsDirected));
        }
    }

    /// <summary>What isn't zero, term by term in the order of their first mention, by ascending atoms.</summary>
    public ImmutableArray<Contribution> ToContributions()
    {
        var entries = ImmutableArray.CreateBuilder<Contribution>();
        foreach (var (name, term) in terms)
        {
            if (term.Constant != 0.0)
                entries.Add(new Contribution(name, [], term.Constant));
            for (var A = 0; A < atomCount; A++)
            {
                if ((term.Atoms?[A] ?? 0.0) + (term.Pairs?[(A * atomCount) + A] ?? 0.0) is var own and not 0.0)
                    entries.Add(new Contribution(name, [A], own));
            }

            if (term.Pairs is { } pairs)
                AddPairs(name, pairs, term.IsDirected, entries);
        }

        return entries.ToImmutable();
    }

    private void AddPairs(string name, double[] pairs, bool isDirected, ImmutableArray<Contribution>.Builder entries)
    {
        for (var A = 0; A < atomCount; A++)
        {
            for (var B = isDirected ? 0 : A + 1; B < atomCount; B++)
            {
                if (A == B)
                    continue;
                var value = pairs[(A * atomCount) + B] + (isDirected ? 0.0 : pairs[(B * atomCount) + A]);
                if (value != 0.0)
                    entries.Add(new Contribution(name, [A, B], value));
            }
        }
    }

    private Term Of(string name)
    {
        if (!terms.TryGetValue(name, out var term))
            terms.Add(name, term = new Term());
        return term;
    }

    private sealed class Term
    {
        public double Constant { get; set; }

        public double[]? Atoms { get; set; }

        public double[]? Pairs { get; set; }

        public bool IsDirected { get; set; }
    }
}
