using Hybrid.Core.Structures;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Excitations;

/// <summary>The uncertainties of listed states.</summary>
/// <param name="States">In the order of the listed states; null for one that wasn't found among the differentiated ones.</param>
/// <param name="Gradients">The differentiated states behind them.</param>
internal sealed record UncertainExcitations(IReadOnlyList<StateUncertainty?> States, IReadOnlyList<StateGradient?> Gradients)
{
    /// <summary>Whether the molecule is like those of the training data.</summary>
    public CalibrationClass Class { get; private init; }

    /// <summary>The spread of an ensemble to first order and exactly, in the order of the listed states; null when not asked for.</summary>
    public IReadOnlyList<PropagationCheck?>? Checks { get; private init; }

    /// <summary>The largest residual of the linear solves behind the derivatives, Eh; null when none was needed.</summary>
    public double? AdjointResidual => Gradients.Max(state => state?.AdjointResidual);

    /// <summary>How much of each atom's learned shifts the data leave open, from zero to one; null where the network shifts none.</summary>
    public IReadOnlyList<double>? LeftOver { get; private init; }

    /// <summary>The orbitals at the gap; null for a model without a Hamiltonian.</summary>
    public FrontierUncertainty? Frontier { get; private init; }

    /// <summary>Between the energies of the listed states, shape [states, states]; null where one of them wasn't found.</summary>
    public IReadOnlyList<double>? Correlations => Gradients.All(gradient => gradient is not null) ? Model.EnergyCorrelations([.. Gradients.OfType<StateGradient>()], Class) : null;

    /// <summary>Of the model behind the states.</summary>
    public required ModelUncertainty Model { get; init; }

    /// <summary>The same with each member of an ensemble solved for.</summary>
    /// <exception cref="Learn.Losses.PredictionException">There are no states: the message says why.</exception>
    private UncertainExcitations WithChecks(ExcitationSource source, Structure structure)
    {
        var ensemble = new ShallowEnsemble(source.Uncertainty!, @class: Class);
        var checks = Gradients.OfType<StateGradient>().GroupBy(state => state.Multiplicity)
            .ToDictionary(group => group.Key, group => ensemble.Check(structure, group.Key, group.Count()));
        return this with { Checks = [.. Gradients.Select(state => state is null ? null : checks[state.Multiplicity][state.Rank - 1])] };
    }

    /// <summary>Null where the states are those of physics as published, which has no uncertainty.</summary>
    /// <exception cref="Learn.Losses.PredictionException">There are no derivatives: the message says why.</exception>
    public static UncertainExcitations? Of(ExcitationSource source, Structure structure, MolecularExcitations excitations, bool withExactMembers = false)
    {
        if (source.Uncertainty is not { } uncertainty || excitations.States.IsEmpty)
            return null;
        var molecule = uncertainty.Gradients.Of(structure, Count(Multiplicity.Singlet), Count(Multiplicity.Triplet));
        var ranks = new Dictionary<Multiplicity, int>();
        StateGradient?[] gradients = [.. excitations.States.Select(state =>
        {
            var rank = ranks[state.Multiplicity] = ranks.GetValueOrDefault(state.Multiplicity) + 1;
            var found = state.Multiplicity == Multiplicity.Singlet ? molecule.Singlets : molecule.Triplets;
            return rank <= found.Count ? found[rank - 1] : null;
        })];
        var @class = uncertainty.ClassOf(structure);
        var result = new UncertainExcitations([.. gradients.Select(gradient => gradient is null ? null : uncertainty.Of(gradient, @class))], gradients)
        {
            Class = @class,
            Model = uncertainty,
            LeftOver = AtomRigidity.LeftOver(uncertainty, uncertainty.Posterior, structure),
            Frontier = molecule.Frontier is { } orbitals ? uncertainty.Of(orbitals) : null,
        };
        return withExactMembers ? result.WithChecks(source, structure) : result;

        int Count(Multiplicity multiplicity) => excitations.States.Count(state => state.Multiplicity == multiplicity);
    }
}
