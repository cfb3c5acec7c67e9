using System.Collections.Concurrent;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Models;

/// <summary>
/// A model that predicts excited states: a Hamiltonian and the kernels that go with it. Immutable; one instance serves any number
/// of threads.
/// </summary>
/// <remarks>
/// <code>
/// var states = ExcitationModel.Load("stda-xtb").Predict(StructureFile.Read("caffeine.xyz")).States;
/// </code>
/// </remarks>
public sealed class ExcitationModel
{
    /// <summary>The Hamiltonian of excitations where none is named.</summary>
    public const string DefaultName = "stda-xtb";

    private readonly StdaXtb? stda;
    private readonly TightBindingMethod? selfConsistent;
    private readonly ParameterSet kernelParameters;
    private readonly Lazy<string> digest;
    private readonly Lazy<string> kernelDigest;
    private readonly Correction? correction;
    private readonly ConcurrentBag<Workspace> workspaces = [];

    private ExcitationModel(ParameterSet parameters, string name, ParameterSet? kernel = null)
    {
        Parameters = parameters;
        Name = name;
        if (parameters.Method == DefaultName)
            stda = StdaXtb.Of(parameters);
        else
            selfConsistent = TightBindingMethod.Of(parameters);
        kernelParameters = stda is null ? kernel ?? ParameterSet.Embedded(DefaultName) : parameters;
        digest = new Lazy<string>(() => ParameterDigest.Of(parameters));
        kernelDigest = stda is null ? new Lazy<string>(() => ParameterDigest.Of(kernelParameters)) : digest;
    }

    private ExcitationModel(ExcitationModel physics, string name, string digest, Correction correction)
    {
        Parameters = physics.Parameters;
        Name = name;
        stda = physics.stda;
        selfConsistent = physics.selfConsistent;
        kernelParameters = physics.kernelParameters;
        this.digest = new Lazy<string>(digest);
        // With sTDA-xTB the kernel is of the same set, and corrected with it.
        kernelDigest = stda is null ? physics.kernelDigest : this.digest;
        this.correction = correction;
    }

    /// <summary>What the model was asked for by: "stda-xtb" or a path.</summary>
    public string Name { get; }

    /// <summary>The parameters of the Hamiltonian.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>A model by its name, or from a folder or file of parameters.</summary>
    /// <inheritdoc cref="ModelLocation.ParameterSet" path="/param"/>
    /// <inheritdoc cref="ModelLocation.ParameterSet" path="/exception"/>
    public static ExcitationModel Load(string nameOrPath) => new(ModelLocation.ParameterSet(nameOrPath), nameOrPath);

    /// <summary>A model of given, for example learned, parameters.</summary>
    /// <exception cref="NotSupportedException">The parameters are for a method that this library does not have.</exception>
    public static ExcitationModel Of(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Of(parameters, parameters.Method);
    }

    /// <summary>A self-consistent Hamiltonian with given parameters of the simplified kernel and the spin term, which its own set doesn't have.</summary>
    /// <param name="parameters">Of gfn1-xtb or gfn2-xtb.</param>
    /// <param name="kernel">A set with the tables of the kernel, such as stda-xtb.</param>
    /// <exception cref="ArgumentException">The Hamiltonian's own set has the tables of the kernel.</exception>
    /// <exception cref="NotSupportedException">The parameters are for a method that this library does not have.</exception>
    public static ExcitationModel Of(ParameterSet parameters, ParameterSet kernel)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(kernel);
        if (parameters.Method == DefaultName)
            throw new ArgumentException($"{parameters.Name} has the parameters of the kernel in its own set; those of gfn1-xtb or gfn2-xtb were expected.", nameof(parameters));
        return new ExcitationModel(parameters, parameters.Method, kernel);
    }

    /// <summary>The model with a correction of its Hamiltonian: what a trained model is to whoever predicts with it.</summary>
    /// <param name="name">What results call the model.</param>
    /// <param name="digest">Identifies the correction and the physics together in the provenance of results.</param>
    /// <param name="correct">Is called from several threads at once.</param>
    public ExcitationModel Corrected(string name, string digest, Correction correct)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(digest);
        ArgumentNullException.ThrowIfNull(correct);
        return new ExcitationModel(this, name, digest, correction + correct);
    }

    internal static ExcitationModel Of(ParameterSet parameters, string name) => new(parameters, name);

    /// <summary>The excited states of a molecule.</summary>
    /// <param name="structure">A closed-shell molecule with elements that the model covers.</param>
    /// <param name="options">Which states, and how; null for the defaults of <paramref name="settings"/>.</param>
    /// <param name="settings">Tolerances of a self-consistent field, and linear algebra; null for the defaults.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>The states, or a sentence on why there are none: see <see cref="MolecularExcitations.Failure"/>.</returns>
    /// <exception cref="ArgumentException">The structure or an option doesn't fit the model: see the message.</exception>
    /// <exception cref="NotSupportedException">The field of a self-consistent Hamiltonian has no closed shell.</exception>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public MolecularExcitations Predict(
        Structure structure, ExcitationOptions? options = null, PredictionOptions? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var prediction = (settings ?? PredictionOptions.Default).Validated();
        var asked = (options ?? prediction.Excitations).Validated();
        if (!workspaces.TryTake(out var workspace))
            workspace = new Workspace();
        workspace.Arena.Reset();
        try
        {
            var tape = new Tape(workspace.Arena, isRecording: false, prediction.Algebra);
            var problem = Record(tape, structure, prediction, cancellation: cancellation);
            return new ExcitationCalculation(problem, structure, asked, cancellation).Result(new MolecularExcitations(correction is null ? null : Name, Parameters.Name, digest.Value, kernelDigest.Value, asked));
        }
        finally
        {
            workspaces.Add(workspace);
        }
    }

    /// <summary>Makes the Hamiltonian on the caller's tape, for those who differentiate energies, strengths or spectra.</summary>
    /// <remarks>
    /// <see cref="LinearResponse.Solve"/> with a <see cref="ExcitationProblem.Kernel"/> gives the states on the same tape.
    /// </remarks>
    /// <param name="tape">The tape; derivatives need one that records.</param>
    /// <param name="structure">A closed-shell molecule with elements that the model covers.</param>
    /// <param name="settings">Tolerances of a self-consistent field, and linear algebra; null for the defaults.</param>
    /// <param name="isDifferentiated">Which parameter tables become leaves; none when null.</param>
    /// <param name="correct">
    /// Called before any layer of the Hamiltonian reads a parameter: where learned corrections act. Fields of a
    /// kernel with a set of its own (gfn1-xtb, gfn2-xtb) are not given to it.
    /// </param>
    /// <param name="withPositions">
    /// False when nothing is differentiated by the positions, which makes derivatives by parameters cheaper. A self-consistent Hamiltonian
    /// has them among its leaves in any case.
    /// </param>
    /// <param name="prepared">What <see cref="Prepare"/> made of the structure; null when nothing is known yet. The result is the same to the last bit.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <inheritdoc cref="Predict" path="/exception"/>
    public ExcitationProblem Record(
        Tape tape, Structure structure, PredictionOptions? settings = null, Func<ParameterTable, bool>? isDifferentiated = null,
        Correction? correct = null, bool withPositions = true, PreparedMolecule? prepared = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(structure);
        var prediction = (settings ?? PredictionOptions.Default).Validated();
        ILinearAlgebra algebra = prediction.Algebra;
        correct = correction + correct;
        if (stda is not null && prediction.ElectricField.AsSpan().ContainsAnyExcept(0.0))
            throw new ArgumentException($"{Parameters.Name} has no electric field; excitations without one, or the kernel own of gfn1-xtb or gfn2-xtb, were expected.");
        if (stda is not null)
            return ExcitationProblem.Of(tape, stda.Record(tape, structure, algebra, isDifferentiated, correct, withPositions, prepared), algebra);
        var state = selfConsistent!.Solve(
            tape, structure, prediction.Scf, algebra, isDifferentiated, electricField: prediction.ElectricField.AsSpan(), correct: correct, cancellation: cancellation);
        return ExcitationProblem.Of(tape, state, Uncovered(structure), new ParameterFields(tape, kernelParameters, structure.AtomicNumbers, isDifferentiated ?? (static _ => false)));
    }

    /// <summary>True when <see cref="Prepare"/> reads a table, so that what it makes is of no use where the table is learned or corrected.</summary>
    /// <exception cref="ArgumentException">The Hamiltonian has no such table.</exception>
    public bool IsReadByPreparation(string table) => stda is null || stda.IsReadByPreparation(table);

    /// <summary>The part of a calculation that depends on the geometry and on no learned parameter; null for a Hamiltonian without such a part, or where it fails.</summary>
    /// <param name="tape">Holds the numbers; nothing is recorded.</param>
    /// <param name="structure">A closed-shell molecule with elements that the model covers.</param>
    /// <exception cref="ArgumentException">The structure doesn't fit the model: see the message.</exception>
    public PreparedMolecule? Prepare(Tape tape, Structure structure)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(structure);
        return stda?.Prepare(tape, structure, tape.LinearAlgebra);
    }

    /// <summary>The excitations of a ground state that is solved already, on its tape.</summary>
    /// <param name="state">Of a self-consistent Hamiltonian, corrected or not.</param>
    /// <param name="structure">Its closed-shell molecule.</param>
    /// <exception cref="NotSupportedException">The shells are not closed.</exception>
    public ExcitationProblem Of(GroundState state, Structure structure)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(structure);
        return ExcitationProblem.Of(state.Tape, state, Uncovered(structure), new ParameterFields(state.Tape, kernelParameters, structure.AtomicNumbers, static _ => false));
    }

    /// <summary>The first element without parameters of the kernel, or null.</summary>
    private int? Uncovered(Structure structure)
    {
        foreach (var z in structure.AtomicNumbers)
        {
            if (!kernelParameters.Covers(z))
                return z;
        }

        return null;
    }
}
