using System.Collections.Immutable;
using Hybrid.Core.IO;
using Hybrid.Physics.Response.Analysis;

namespace Hybrid.Physics.Models;

/// <summary>The excited states of a molecule, with the Hamiltonian and kernel that they come from. Owns its memory; immutable.</summary>
public sealed class MolecularExcitations
{
    internal MolecularExcitations(string? correction, string hamiltonian, string parameterDigest, string kernelParameterDigest, ExcitationOptions options)
    {
        Correction = correction;
        Hamiltonian = hamiltonian;
        ParameterDigest = parameterDigest;
        KernelParameterDigest = kernelParameterDigest;
        Options = options;
    }

    /// <summary>The method of the Hamiltonian as a paper would name it, such as "sTDA-xTB".</summary>
    public string Hamiltonian { get; }

    /// <summary>The name of the trained model whose correction is in the Hamiltonian; null for the physics as published.</summary>
    public string? Correction { get; }

    /// <summary>SHA-256 of its parameters; with a correction that of both.</summary>
    public string ParameterDigest { get; }

    /// <summary>SHA-256 of the parameters of the simplified kernel and the spin term.</summary>
    public string KernelParameterDigest { get; }

    /// <summary>What was asked for.</summary>
    public ExcitationOptions Options { get; }

    /// <summary>Why there are no states, in one sentence; null when there are.</summary>
    public string? Failure { get; internal init; }

    /// <summary>The states of all spins by ascending energy.</summary>
    public ImmutableArray<ExcitedState> States { get; internal init; } = [];

    /// <summary>Hole and particle of each state, in the order of <see cref="States"/>; empty when not asked for.</summary>
    public ImmutableArray<StateAnalysis> Analyses { get; internal init; } = [];

    /// <summary>How many configurations there are, and how many were used.</summary>
    public (int All, int Used) Configurations { get; internal init; }

    /// <summary>The fraction of exchange at long range in the kernel.</summary>
    public double ExchangeFraction { get; internal init; }

    /// <summary>The largest reported error of a selection of configurations, Eh; null when all were used.</summary>
    public double? SelectionError { get; internal init; }

    /// <summary>The orbitals of the Hamiltonian of the excitations.</summary>
    public MolecularOrbitals? Orbitals { get; internal init; }

    /// <summary>The Gaussian shells that orbitals and natural transition orbitals are made of.</summary>
    public IReadOnlyList<GaussianShell> Shells { get; internal init; } = [];

    /// <summary>What a careful reader should know, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; internal init; } = [];

    /// <summary>The largest residual of a response problem, Eh, and how many products its solvers made; null where nothing was solved iteratively.</summary>
    internal (double Residual, int Products)? Solver { get; init; }

    /// <summary>How far the states can be trusted.</summary>
    public ExcitationCertificate Certificate => new(
        Solver?.Residual, Solver?.Products ?? 0, Orbitals?.Gap,
        [.. Enumerable.Range(0, States.Length).Where(state => States[state].IsNearDegenerate)],
        [.. Enumerable.Range(0, States.Length).Where(state => !IsGradientDefined(state))]);

    /// <summary>True when the solver gave states.</summary>
    public bool IsConverged => Failure is null;

    /// <summary>
    /// True when single derivatives of a state's energy are defined: all configurations were used with an invariant kernel, and no other state
    /// of its spin has the same energy.
    /// </summary>
    /// <param name="state">Counted from zero.</param>
    public bool IsGradientDefined(int state) =>
        Options.Kernel != KernelKind.Published && SelectionError is null && States[state].GapToNearest > StateChoice.Degeneracy;

    /// <summary>True when the electron of a state moves away from its hole and the kernel lacks part of the attraction between them, so that the state may come out too low.</summary>
    /// <param name="state">Counted from zero.</param>
    /// <exception cref="InvalidOperationException">The analysis was not asked for.</exception>
    public bool IsSpuriousChargeTransferLikely(int state) => Analyses.IsEmpty
        ? throw new InvalidOperationException("The analysis of the states was not asked for.")
        : Analyses[state].IsSpuriousChargeTransferLikely(ExchangeFraction);
}
