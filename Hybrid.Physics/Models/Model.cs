using System.Collections.Concurrent;
using System.Diagnostics;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Models;

/// <summary>
/// A model that predicts energies, derivatives, orbitals and excited states of structures. Immutable; one instance serves any
/// number of threads.
/// </summary>
/// <remarks>
/// <code>
/// var model = Model.Load("gfn2-xtb");
/// var prediction = model.Predict(StructureFile.Read("caffeine.xyz"), Properties.Forces);
/// Console.WriteLine(prediction.EnsureConverged().Energy);
/// </code>
/// <para>
/// It is a composition: a ground-state Hamiltonian, which has the energy, and a Hamiltonian of excitations, by default
/// sTDA-xTB, which gives excited states the energies E_N = E_0 + ω_N. A model of excitations alone has no energy.
/// </para>
/// A model keeps the memory of finished calls for the next ones: as much as its largest structure needed, once for each
/// call that ran at the same time.
/// </remarks>
public sealed class Model
{
    private readonly TightBindingMethod? ground;
    private readonly Lazy<ExcitationModel> excitations;
    private readonly Lazy<ExcitationModel> own;
    private readonly Lazy<string> digest;
    private readonly Func<Structure, ExcitationModel>? chosen;
    private readonly ConcurrentBag<Workspace> workspaces = [];

    private Model(Model model, string name, Func<Structure, ExcitationModel> chosen)
    {
        (ground, excitations, own, digest) = (model.ground, model.excitations, model.own, model.digest);
        (Parameters, Name, Card) = (model.Parameters, name, model.Card);
        this.chosen = chosen;
    }

    private Model(Model model, string name, string digest, Correction correct)
    {
        ground = (model.ground ?? throw model.NoEnergy()).Corrected(correct);
        own = new Lazy<ExcitationModel>(() => model.own.Value.Corrected(name, digest, correct));
        this.digest = new Lazy<string>(digest);
        (excitations, chosen, Parameters, Name, Card) = (model.excitations, model.chosen, model.Parameters, name, model.Card);
    }

    private Model(ParameterSet parameters, string name, ModelCard card)
    {
        var isOfExcitations = parameters.Method == ExcitationModel.DefaultName;
        ground = isOfExcitations ? null : TightBindingMethod.Of(parameters);
        own = new Lazy<ExcitationModel>(() => ExcitationModel.Of(parameters, name));
        excitations = isOfExcitations ? own : new Lazy<ExcitationModel>(() => ExcitationModel.Load(ExcitationModel.DefaultName));
        Parameters = parameters;
        Name = name;
        Card = card;
        digest = new Lazy<string>(() => ParameterDigest.Of(parameters));
    }

    /// <summary>What the model was asked for by: "gfn2-xtb" or a path.</summary>
    public string Name { get; }

    /// <summary>The parameters of the ground state, or, without one, of the excitations.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>True when the model has a ground state, and with it an energy.</summary>
    public bool HasEnergy => ground is not null;

    /// <summary>Where excited states come from, except with the kernel <see cref="KernelKind.Own"/>, which takes the ground state's Hamiltonian.</summary>
    public ExcitationModel Excitations => excitations.Value;

    /// <summary>What it is, in one paragraph.</summary>
    public ModelCard Card { get; }

    /// <summary>A model by its name, or from a folder or file of parameters.</summary>
    /// <inheritdoc cref="ModelLocation.ParameterSet" path="/param"/>
    /// <inheritdoc cref="ModelLocation.ParameterSet" path="/exception"/>
    public static Model Load(string nameOrPath)
    {
        var parameters = ModelLocation.ParameterSet(nameOrPath);
        return new Model(parameters, nameOrPath, ModelLocation.Card(nameOrPath) ?? CardOf(parameters));
    }

    /// <summary>A model of given, for example learned, parameters.</summary>
    /// <exception cref="NotSupportedException">The parameters are for a method that this library does not have.</exception>
    public static Model Of(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new Model(parameters, parameters.Method, CardOf(parameters));
    }

    /// <summary>The model with a correction of its ground state: what a trained model is to whoever predicts with it.</summary>
    /// <param name="name">What results call the model.</param>
    /// <param name="digest">Identifies the correction and the physics together in the provenance of results.</param>
    /// <param name="correct">Is called from several threads at once.</param>
    /// <exception cref="ArgumentException">The model has no ground state.</exception>
    /// <remarks>The kernel <see cref="KernelKind.Own"/> takes the corrected Hamiltonian; other excited states are those of the model that is corrected.</remarks>
    public Model Corrected(string name, string digest, Correction correct)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(digest);
        ArgumentNullException.ThrowIfNull(correct);
        return new Model(this, name, digest, correct);
    }

    /// <summary>The model with other excited states, such as those of a trained model.</summary>
    /// <param name="choice">
    /// What the excited states of a structure come from; is called from several threads at once. The kernel <see cref="KernelKind.Own"/> takes the
    /// ground state's Hamiltonian whatever the choice.
    /// </param>
    /// <param name="name">What results call the model; null for its name.</param>
    public Model WithExcitations(Func<Structure, ExcitationModel> choice, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return new Model(this, name ?? Name, choice);
    }

    /// <summary>Computes a structure.</summary>
    /// <param name="structure">A molecule with elements that the model covers.</param>
    /// <param name="properties">What is wanted beyond the energy.</param>
    /// <param name="options">Tolerances, temperature, linear algebra; null for the defaults.</param>
    /// <param name="guess">The populations of an earlier prediction for the same atoms, to save iterations.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>
    /// The prediction, converged or not: see <see cref="Prediction.Certificate"/> and
    /// <see cref="Prediction.EnsureConverged"/>.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The structure is periodic, too large for dense matrices, has an element that is not covered or atoms on top of each
    /// other, or its charge and spin don't fit; the guess is for other atoms; an option is out of its range.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public Prediction Predict(
        Structure structure, Properties properties = Properties.Energy, PredictionOptions? options = null, Guess? guess = null,
        CancellationToken cancellation = default) => Predict(structure, properties, options ?? PredictionOptions.Default, guess, threads: 1, cancellation);

    /// <summary>Computes structures on several threads. See the other overload.</summary>
    /// <inheritdoc cref="PredictMany{T}"/>
    public IEnumerable<PredictionResult<Structure>> PredictMany(
        IEnumerable<Structure> structures, Properties properties = Properties.Energy, PredictionOptions? options = null, int? threads = null,
        IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        PredictMany(structures, static structure => structure, properties, options, threads, progress, cancellation);

    /// <summary>
    /// Computes the structures of a sequence on several threads and returns the results in its order, as they are asked for.
    /// </summary>
    /// <typeparam name="T">What a structure is made from, such as a frame of a file.</typeparam>
    /// <param name="items">Read on the caller's thread, only a little ahead of the results; may be endless.</param>
    /// <param name="structureOf">The structure of an item; what it throws for a bad item becomes that item's error.</param>
    /// <param name="properties">What is wanted beyond the energy.</param>
    /// <param name="options">Tolerances, temperature, linear algebra; null for the defaults.</param>
    /// <param name="threads">How many structures are computed at the same time; null for one on each processor.</param>
    /// <param name="progress">Told how many results there are, as each is returned.</param>
    /// <param name="cancellation">Stops the batch.</param>
    /// <returns>
    /// One result per item. A bad structure is its own failure and does not end the batch. The numbers do not depend on the
    /// number of threads.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public IEnumerable<PredictionResult<T>> PredictMany<T>(
        IEnumerable<T> items, Func<T, Structure> structureOf, Properties properties = Properties.Energy, PredictionOptions? options = null,
        int? threads = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(structureOf);
        var settings = (options ?? PredictionOptions.Default).Validated();
        var atOnce = threads ?? Environment.ProcessorCount;
        if (atOnce < 1)
            throw new ArgumentException($"At least one thread was expected, but {atOnce} were given.", nameof(threads));
        return OrderedBatch.Results(items, Compute, atOnce, progress, cancellation);

        PredictionResult<T> Compute(T item, CancellationToken stop)
        {
            try
            {
                return new PredictionResult<T>(item, Predict(structureOf(item), properties, settings, null, atOnce, stop), null);
            }
            catch (Exception error) when (Failure.IsOfStructure(error))
            {
                return new PredictionResult<T>(item, null, Failure.Sentence(error));
            }
        }
    }

    /// <summary>
    /// Solves a structure on the caller's tape, for those who differentiate something else than the energy: losses, charges,
    /// orbital energies.
    /// </summary>
    /// <param name="tape">The tape; derivatives need one that records.</param>
    /// <param name="structure">A molecule with elements that the model covers.</param>
    /// <param name="options">Tolerances, temperature, linear algebra; null for the defaults.</param>
    /// <param name="isDifferentiated">Which parameter tables become leaves; none when null.</param>
    /// <param name="guess">The populations of an earlier prediction for the same atoms.</param>
    /// <param name="correct">Called before any layer reads a parameter: where learned corrections shift parameters site by site.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <inheritdoc cref="Predict(Structure, Properties, PredictionOptions, Guess, CancellationToken)" path="/exception"/>
    public GroundState Record(
        Tape tape, Structure structure, PredictionOptions? options = null, Func<ParameterTable, bool>? isDifferentiated = null,
        Guess? guess = null, Correction? correct = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(structure);
        var settings = (options ?? PredictionOptions.Default).Validated();
        Check(structure);
        var method = ground ?? throw NoEnergy();
        var start = guess is null ? default : guess.For(Parameters.Method, structure.AtomicNumbers);
        return method.Solve(tape, structure, settings.Scf, settings.Algebra, isDifferentiated, start, settings.ElectricField.AsSpan(), correct, cancellation);
    }

    private Prediction Predict(Structure structure, Properties properties, PredictionOptions options, Guess? guess, int threads, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        if (ground is null)
            return WithoutEnergy(structure, properties, options.Validated(), threads, clock, cancellation);
        if (!workspaces.TryTake(out var workspace))
            workspace = new Workspace();
        workspace.Arena.Reset();
        try
        {
            var withParameters = (properties & Properties.ParameterGradient) != 0;
            var tape = new Tape(workspace.Arena, isRecording: withParameters || (properties & Properties.Forces) != 0, options.Algebra);
            var state = Record(tape, structure, options, withParameters ? static _ => true : null, guess, cancellation: cancellation);
            if (tape.IsRecording && state.Scf.Outcome.Status is ScfStatus.Converged or ScfStatus.MaxIterations)
                tape.Backward(state.Energy);
            var atOnce = threads > 1 ? options with { Displacement = options.Displacement with { Threads = 1 } } : options;
            var responses = MolecularResponses.Of(ground, structure, state, properties, atOnce, cancellation);
            var states = (properties & Properties.Excitations) != 0 && state.Scf.Outcome.IsConverged ? StatesOf(structure, options, cancellation) : null;
            return PredictionAssembly.Of(Parameters.Method, structure, state, responses, states, properties, () => new Provenance(
                Provenance.Library, Name, Parameters.Name, Parameters.Source, digest.Value, options.Algebra.Name, options, guess is not null, threads, clock.Elapsed));
        }
        finally
        {
            workspaces.Add(workspace);
        }
    }

    private MolecularExcitations StatesOf(Structure structure, PredictionOptions options, CancellationToken cancellation)
    {
        var source = options.Excitations.Kernel == KernelKind.Own ? own.Value : chosen?.Invoke(structure) ?? excitations.Value;
        return source.Predict(structure, options.Excitations, options, cancellation);
    }

    private Prediction WithoutEnergy(Structure structure, Properties properties, PredictionOptions options, int threads, Stopwatch clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if ((properties & ~(Properties.Excitations | Properties.Orbitals)) != 0 || (properties & Properties.Excitations) == 0)
            throw NoEnergy();
        Check(structure);
        return PredictionAssembly.WithoutEnergy(structure, StatesOf(structure, options, cancellation), properties, new Provenance(
            Provenance.Library, Name, Parameters.Name, Parameters.Source, digest.Value, options.Algebra.Name, options, false, threads, clock.Elapsed));
    }

    private ArgumentException NoEnergy() => new(
        $"{Parameters.Name} has no energy and nothing that follows from one, only excitations and their orbitals; for the rest a model with a ground state, such as gfn2-xtb, was expected.");

    private void Check(Structure structure)
    {
        if (structure.Cell is { IsPeriodic: true })
            throw new ArgumentException($"{Parameters.Name} treats molecules, but the structure is periodic; a structure without a cell was expected (pbc=\"F F F\" in extended XYZ).");
        var nOrbitals = 0;
        foreach (var z in structure.AtomicNumbers)
        {
            if (Parameters.Covers(z))
            {
                foreach (var shell in Parameters.Shells(z, Parameters.Steps[^1]))
                    nOrbitals += (2 * shell.AngularMomentum) + 1;
            }
        }

        if (nOrbitals > LargestOrbitalCount)
            throw new ArgumentException($"At most {LargestOrbitalCount} orbitals fit a dense matrix, but the structure has {nOrbitals}.");
    }

    private static ModelCard CardOf(ParameterSet parameters) =>
        new(parameters.Method, $"{parameters.Name}, doi:{parameters.Doi}. Parameters: {parameters.Source}.", "given");

    /// <summary>The square is the largest array of .NET.</summary>
    private const int LargestOrbitalCount = 46_340;
}
