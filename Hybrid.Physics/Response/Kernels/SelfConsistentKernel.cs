using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>
/// The kernel of a self-consistent method's own energy, with Mulliken transition charges and multipoles: for singlets the second
/// derivative of every charge-dependent term at the ground state, for triplets that of a spin term.
/// </summary>
/// <remarks>
/// With x_k = −Tr(T A_k) the populations of a transition density and K = ∂²E/∂x², A_ia,jb = … + 2 xᵀ K x and B is the same.
/// Nothing in it is exact exchange. T. A. Niehaus et al., Phys. Rev. B 63, 085108 (2001), doi:10.1103/PhysRevB.63.085108.
/// </remarks>
public sealed class SelfConsistentKernel : ExcitationKernel
{
    private readonly ScfSolution scf;
    private readonly ScfProblem problem;
    private readonly IReadOnlyList<Interaction> interactions;
    private readonly Memory<double> symmetric;
    private readonly Populations populations;
    private readonly Populations others;
    private readonly Populations potential;
    private readonly Populations displaced;

    private SelfConsistentKernel(Tape tape, ScfSolution scf, Multiplicity multiplicity, IReadOnlyList<Interaction> interactions)
    {
        this.scf = scf;
        this.interactions = interactions;
        Multiplicity = multiplicity;
        problem = scf.Problem;
        var n = problem.Basis.OrbitalCount;
        symmetric = tape.Arena.RentUncleared(n * n);
        populations = problem.Analysis.Rent(tape.Arena);
        others = problem.Analysis.Rent(tape.Arena);
        potential = problem.Analysis.Rent(tape.Arena);
        displaced = problem.Analysis.Rent(tape.Arena);
    }

    /// <summary>The kernel of singlets.</summary>
    /// <param name="tape">The tape of the ground state.</param>
    /// <param name="scf">The converged ground state.</param>
    public static SelfConsistentKernel OfSinglets(Tape tape, ScfSolution scf)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(scf);
        return new SelfConsistentKernel(tape, scf, Multiplicity.Singlet, scf.Problem.Interactions);
    }

    /// <summary>The kernel of triplets, which the methods themselves don't have.</summary>
    /// <param name="tape">The tape of the ground state.</param>
    /// <param name="scf">The converged ground state.</param>
    /// <param name="parameters">Fields with the tables of −W by element, such as those of stda-xtb.</param>
    public static SelfConsistentKernel OfTriplets(Tape tape, ScfSolution scf, ParameterFields parameters)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(scf);
        ArgumentNullException.ThrowIfNull(parameters);
        var W = SpinAttraction.Of(tape, scf.Problem.Basis, parameters).Scale(0.5);
        return new SelfConsistentKernel(tape, scf, Multiplicity.Triplet, [new SpinPolarisation(scf.Problem.Basis, W)]);
    }

    /// <inheritdoc/>
    public override string Name => "own";

    /// <inheritdoc/>
    public override Multiplicity Multiplicity { get; }

    /// <inheritdoc/>
    public override double ExchangeFraction => 0.0;

    internal override bool IsOrthogonal => false;

    internal override IReadOnlyList<Variable> Inputs =>
        [scf.Populations, problem.Integrals.Values, problem.Integrals.Pairs.Vectors, .. interactions.SelectMany(interaction => interaction.Inputs)];

    internal override Variable? Shift => null;

    internal override bool HasDifference => false;

    internal override void Product(Coupling coupling, ReadOnlySpan<double> T, Span<double> G)
    {
        G.Clear();
        if (Factor(coupling) == 0.0)
            return;
        Populate(T, populations);
        Answer(scf.PopulationView, populations);
        TensorPrimitives.Multiply(potential.Independent, Factor(coupling), potential.Independent);
        problem.Analysis.AddHamiltonian(potential, G);
    }

    internal override void PropagateAdjoint(Coupling coupling, ReadOnlySpan<double> U, ReadOnlySpan<double> T, double weight)
    {
        var scale = weight * Factor(coupling);
        if (scale == 0.0)
            return;
        Populate(T, populations);
        Populate(U, others);
        PropagateThirdDerivative(scale);
        if (!problem.Integrals.Values.NeedsAdjoint)
            return;
        Answer(scf.PopulationView, populations);
        PropagateOperators(U, scale);
        Answer(scf.PopulationView, others);
        PropagateOperators(T, scale);
    }

    internal override void AddContributions(Coupling coupling, ReadOnlySpan<double> T, double weight, ContributionSums sums)
    {
        var scale = weight * Factor(coupling);
        if (scale == 0.0)
            return;
        Populate(T, populations);
        foreach (var interaction in interactions)
        {
            var term = Multiplicity == Multiplicity.Singlet ? $"{ExcitationLedger.ResponseExchange} ({interaction.Name})" : ExcitationLedger.Spin;
            new PairProducts(problem, interaction).AddTo(sums.Pairs(term, isDirected: false), scf.PopulationView, populations, scale, (others, potential));
        }
    }

    internal override void AddDiagonal(ReadOnlySpan<double> occupied, ReadOnlySpan<double> virtuals, Span<double> diagonal)
    {
        // The monopoles of single configurations are small beside the gaps of orbitals; their coupling is left to the iteration.
    }

    private static double Factor(Coupling coupling) => coupling switch { Coupling.Excitations => 2.0, Coupling.Sum => 4.0, _ => 0.0 };

    /// <summary>potential ← K(x) · direction, what atoms see spread over their shells.</summary>
    private void Answer(Populations x, Populations direction)
    {
        potential.Clear();
        foreach (var interaction in interactions)
            interaction.AddKernelProduct(x, direction, potential);
        problem.Analysis.SpreadAtomPotential(potential);
    }

    private void Populate(ReadOnlySpan<double> T, Populations x)
    {
        Symmetrise(T);
        problem.Analysis.Contract(symmetric.Span, x);
    }

    /// <summary>The adjoints of the integrals += scale · ∂Tr(M F(potential))/∂A.</summary>
    private void PropagateOperators(ReadOnlySpan<double> M, double scale)
    {
        Symmetrise(M);
        problem.Analysis.PropagateAdjoint(symmetric.Span, potential, scale);
    }

    /// <summary>
    /// The adjoints of the populations and of the interactions' inputs += scale · ∂(uᵀ K(x) t)/∂·, by differences of the potential and
    /// its vector–Jacobian product along t.
    /// </summary>
    /// <remarks>
    /// Exact up to rounding for energies that are at most cubic in x, which all terms but the charge-dependent dispersion are. That
    /// one is smooth over charges of order one; the five-point formula leaves a relative error below 1e-8 of it.
    /// </remarks>
    private void PropagateThirdDerivative(double scale)
    {
        var x = scf.PopulationView;
        var largest = TensorPrimitives.MaxMagnitude<double>(populations.Independent);
        if (largest == 0.0)
            return;
        var h = LargestDisplacement / Math.Abs(largest);
        TensorPrimitives.Multiply(others.Independent, scale, others.Independent);
        TensorPrimitives.Multiply<double>(others.AtomCharges, scale, others.AtomCharges);
        foreach (var (steps, coefficient) in FirstDerivative)
        {
            TensorPrimitives.MultiplyAdd(populations.Independent, steps * h, x.Independent, displaced.Independent);
            problem.Analysis.SumAtomCharges(displaced);
            var direction = coefficient / h;
            Scale(others, direction);
            foreach (var interaction in interactions)
                interaction.PropagatePotentialAdjoint(displaced, others);
            if (scf.Populations.NeedsAdjoint)
            {
                Answer(displaced, others);
                TensorPrimitives.Add(scf.Populations.Adjoint, potential.Independent, scf.Populations.Adjoint);
            }

            Scale(others, 1.0 / direction);
        }

        Scale(others, 1.0 / scale);
    }

    private static void Scale(Populations x, double factor)
    {
        TensorPrimitives.Multiply(x.Independent, factor, x.Independent);
        TensorPrimitives.Multiply<double>(x.AtomCharges, factor, x.AtomCharges);
    }

    private void Symmetrise(ReadOnlySpan<double> T)
    {
        T.CopyTo(symmetric.Span);
        DenseMatrices.Symmetrise(symmetric.Span, problem.Basis.OrbitalCount);
    }

    /// <summary>Steps and weights of f' = Σ w f(x + step h) / h, fourth order.</summary>
    private static readonly (double Steps, double Coefficient)[] FirstDerivative =
        [(-2.0, 1.0 / 12.0), (-1.0, -8.0 / 12.0), (1.0, 8.0 / 12.0), (2.0, -1.0 / 12.0)];

    /// <summary>In e (and e·a0, e·a0²): small beside the charges over which references mix, large beside rounding.</summary>
    private const double LargestDisplacement = 0.02;
}
