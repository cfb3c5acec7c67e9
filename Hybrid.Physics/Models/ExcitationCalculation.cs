using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Core.Solvers;
using Hybrid.Core.Structures;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Physics.Response.Selection;

namespace Hybrid.Physics.Models;

/// <summary>From a Hamiltonian on a tape to the states that were asked for, with their analysis.</summary>
internal sealed class ExcitationCalculation(ExcitationProblem problem, Structure structure, ExcitationOptions options, CancellationToken cancellation)
{
    /// <summary>std2's window where none is given, eV.</summary>
    private const double PublishedWindow = 10.0;

    public MolecularExcitations Result(MolecularExcitations empty)
    {
        if (problem.Reference is not { } reference)
            return Failed(empty, problem.Failure!);
        var amplitudes = new List<TransitionAmplitudes>();
        var warnings = ImmutableArray.CreateBuilder<string>();
        var used = reference.Orbitals.ConfigurationCount;
        var isFirst = true;
        double? selectionError = null;
        var exchangeFraction = 0.0;
        (double Residual, int Products)? solver = null;
        foreach (var multiplicity in options.Multiplicities)
        {
            if (options.Kernel == KernelKind.Published)
            {
                var published = Published(reference, multiplicity);
                if (!published.Outcome.IsConverged && published.ConfigurationCount > 0)
                    return Failed(empty, Sentence(multiplicity, published.Outcome));
                if (published.States.Count == 0)
                    warnings.Add($"The published mode finds no {Name(multiplicity)} in its window.");
                amplitudes.AddRange(published.States);
                used = Math.Max(isFirst ? 0 : used, published.ConfigurationCount);
                isFirst = false;
                exchangeFraction = problem.KernelParameters.Global("exact_exchange").Scalar;
                continue;
            }

            var kernel = problem.Kernel(options.Kernel, multiplicity);
            exchangeFraction = kernel.ExchangeFraction;
            if (options.SelectionError is { } largestError)
            {
                var selected = Selected(reference, (SimplifiedKernel)kernel, largestError);
                if (!selected.Outcome.IsConverged)
                    return Failed(empty, Sentence(multiplicity, selected.Outcome));
                amplitudes.AddRange(options.Window is { } highest ? selected.States.Where(state => state.Energy <= highest) : selected.States);
                selectionError = Math.Max(selectionError ?? 0.0, TensorPrimitives.Max(selected.Errors));
                continue;
            }

            var solution = Solve(reference, kernel);
            if (!solution.Outcome.IsConverged)
                return Failed(empty, solution.Instability is { } square ? Unstable(multiplicity, square) : Sentence(multiplicity, solution.Outcome));
            solver = (Math.Max(solver?.Residual ?? 0.0, solution.Outcome.Residual), (solver?.Products ?? 0) + solution.Outcome.Iterations);
            amplitudes.AddRange(options.Window is { } window ? solution.States.Where(state => state.Energy <= window) : solution.States);
        }

        if (amplitudes.Find(state => state.Energy <= 0.0) is { } negative)
            return Failed(empty, Negative(negative));
        amplitudes.Sort((a, b) => a.Energy.CompareTo(b.Energy));
        var operators = TransitionOperators.Of(reference, options.WithVelocity, withSizes: options.WithAnalysis);
        var states = ExcitedStates.Of(reference, operators, amplitudes);
        var analysis = options.WithAnalysis ? new ExcitationAnalysis(reference, structure, operators) : null;
        var orbitals = reference.Orbitals;
        var occupations = new double[orbitals.Count];
        occupations.AsSpan(0, orbitals.OccupiedCount).Fill(1.0);
        if (options.Kernel == KernelKind.Published)
            warnings.Add("The published mode depends on how degenerate orbitals are rotated and selects configurations: it serves comparisons, and its states have no gradients.");
        return new MolecularExcitations(empty.Correction, empty.Hamiltonian, empty.ParameterDigest, empty.KernelParameterDigest, options)
        {
            States = states,
            Analyses = analysis is null ? [] : [.. amplitudes.Select(analysis.Of)],
            Configurations = (orbitals.ConfigurationCount, used),
            ExchangeFraction = exchangeFraction,
            SelectionError = selectionError,
            Solver = solver,
            Orbitals = new MolecularOrbitals(problem.OrbitalEnergies(), occupations, occupations, orbitals.OccupiedCount),
            Shells = GaussianShells.Of(orbitals.Basis, reference.Integrals.SlaterExponents.Value),
            Warnings = warnings.ToImmutable(),
        };
    }

    private MolecularExcitations Failed(MolecularExcitations empty, string sentence) =>
        new(empty.Correction, empty.Hamiltonian, empty.ParameterDigest, empty.KernelParameterDigest, options) { Failure = sentence };

    /// <summary>As many states as asked for; with a window, more and more until the last one lies above it.</summary>
    private ExcitationSolution Solve(ExcitationReference reference, ExcitationKernel kernel)
    {
        for (var states = options.States; ; states *= 2)
        {
            var settings = new ExcitationSettings { States = states, IsFullResponse = options.IsFullResponse, Tolerance = options.Tolerance };
            var solution = LinearResponse.Solve(reference, kernel, settings, cancellation);
            if (options.Window is not { } window || !solution.Outcome.IsConverged || solution.States.Count == 0
                || solution.States[^1].Energy > window || states >= reference.Orbitals.ConfigurationCount)
                return solution;
        }
    }

    private PublishedStdaResult Published(ExcitationReference reference, Multiplicity multiplicity)
    {
        var orbitals = reference.Orbitals;
        var (exchange, coulomb) = StdaKernel.AtomicMatrices(reference.Tape, problem.Pairs, problem.KernelParameters);
        var sites = new int[orbitals.Count];
        for (var μ = 0; μ < sites.Length; μ++)
            sites[μ] = orbitals.Basis.ShellAtom[orbitals.Basis.OrbitalShell[μ]];
        return new PublishedStda(reference.LinearAlgebra)
        {
            WindowElectronvolt = options.Window * Core.Units.Constants.ElectronvoltPerHartree ?? PublishedWindow,
            ExactExchange = problem.KernelParameters.Global("exact_exchange").Scalar,
            MostStates = options.Window is null ? options.States : int.MaxValue,
        }.Solve(
            new SiteOrbitals(orbitals.OccupiedCount, reference.Rotations, problem.OrbitalEnergies(), sites), multiplicity,
            exchange.Memory, coulomb.Memory, new TransitionMoments(reference).OrbitalMoments);
    }

    /// <summary>The lowest states to a reported error, and with a window more and more of them.</summary>
    private SelectedStates Selected(ExcitationReference reference, SimplifiedKernel kernel, double largestError)
    {
        var orbitals = reference.Orbitals;
        var sites = kernel.ToSites();
        for (var states = Math.Min(options.States, orbitals.ConfigurationCount); ; states = Math.Min(2 * states, orbitals.ConfigurationCount))
        {
            var selected = new SelectedConfigurations(reference.LinearAlgebra) { ErrorTolerance = largestError }.Solve(
                new SiteOrbitals(orbitals.OccupiedCount, reference.Rotations, orbitals.Energies.ToArray(), sites.SiteOfFunction), sites.Kernel, kernel.Multiplicity, states, cancellation);
            if (options.Window is not { } window || !selected.Outcome.IsConverged || selected.States[^1].Energy > window || states == orbitals.ConfigurationCount)
                return selected;
        }
    }

    private static string Negative(TransitionAmplitudes state) => FormattableString.Invariant(
        $"A {Name(state.Multiplicity)} lies {-state.Energy * Core.Units.Constants.ElectronvoltPerHartree:0.00} eV below the closed shell that it is an excitation of; another geometry, spin or charge of the ground state was expected.");

    private static string Unstable(Multiplicity multiplicity, double square) => FormattableString.Invariant(
        $"The ground state is unstable towards {Name(multiplicity)}s: {(double.IsNaN(square) ? "its roots need not be real" : FormattableString.Invariant($"a root is imaginary (ω² = {square:0.0e+0} Eh²)"))}; the Tamm–Dancoff approximation or another ground state was expected.");

    private static string Sentence(Multiplicity multiplicity, SolverOutcome outcome) => outcome.Status == SolverStatus.Cancelled
        ? throw new OperationCanceledException()
        : FormattableString.Invariant($"The {Name(multiplicity)}s did not converge: {outcome.Status} after {outcome.Iterations} products with a residual of {outcome.Residual:0.0e+0} Eh.");

    private static string Name(Multiplicity multiplicity) => multiplicity == Multiplicity.Singlet ? "singlet" : "triplet";
}
