using System.Collections.Frozen;
using System.Globalization;
using Hybrid.Core.Structures;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Models;

/// <summary>Copies what was asked for from a solved tape into a prediction that outlives it.</summary>
internal static class PredictionAssembly
{
    public static Prediction Of(string method, Structure structure, GroundState state, MolecularResponses responses, MolecularExcitations? excitations, Properties asked, Func<Provenance> provenance)
    {
        var scf = state.Scf;
        if (scf.Outcome.Status is ScfStatus.LinearDependence or ScfStatus.NonFinite || !double.IsFinite(state.Energy.Scalar))
            return new Prediction(structure, asked, Breakdown(scf.Outcome, null), provenance());

        var basis = scf.Problem.Basis;
        var n = basis.OrbitalCount;
        var S = Filled(n, scf.Problem.Integrals.CopyOverlap);
        var orbitals = new MolecularOrbitals(
            scf.OrbitalEnergies.Value.ToArray(), scf.AlphaOccupations.ToArray(), scf.BetaOccupations.ToArray(),
            (int)Math.Round(scf.Problem.Electrons.Alpha));
        var prediction = new Prediction(structure, asked, CertificateOf(state, responses, orbitals, excitations), provenance())
        {
            UnpairedElectrons = scf.Problem.Electrons.Unpaired,
            Energy = state.Energy.Scalar,
            EnergyTerms = EnergyLedger.Of(state, S),
            GradientValues = Wants(Properties.Forces) ? state.Positions.Adjoint.ToArray() : null,
            PopulationValues = Wants(Properties.Charges) ? Populations(scf) : null,
            DipoleValues = Wants(Properties.Dipole) ? state.Moments.Value[..3].ToArray() : null,
            QuadrupoleValues = Wants(Properties.Quadrupole) ? Traceless(state.Moments.Value[3..]) : null,
            OrbitalValues = Wants(Properties.Orbitals) ? orbitals : null,
            BondOrderValues = Wants(Properties.BondOrders) ? BondOrderAnalysis.Of(scf, S) : default,
            MatrixValues = Wants(Properties.Matrices) ? Matrices(state, S) : null,
            ParameterGradientValues = Wants(Properties.ParameterGradient) ? ParameterGradients(state) : null,
            HessianValues = Wants(Properties.Hessian) ? responses.Hessian : null,
            VibrationValues = responses.Vibrations,
            ThermochemistryValues = responses.Thermochemistry,
            DipoleResponseValues = Wants(Properties.Polarizability) ? responses.Dipole : null,
            ExcitationValues = excitations,
            Guess = new Guess(method, structure.AtomicNumbers.ToArray(), scf.Populations.Value.ToArray()),
        };
        return prediction.Certificate.IsConverged && (responses.Undefined ?? FiniteNumbers.FirstUndefined(prediction)) is { } undefined
            ? new Prediction(structure, asked, Breakdown(scf.Outcome, undefined), prediction.Provenance)
            : prediction;

        bool Wants(Properties property) => (asked & property) != 0;
    }

    /// <summary>A prediction of excited states alone, by a Hamiltonian that has no energy.</summary>
    public static Prediction WithoutEnergy(Structure structure, MolecularExcitations excitations, Properties asked, Provenance provenance)
    {
        var orbitals = excitations.Orbitals;
        var certificate = new Certificate(
            new ScfOutcome(ScfStatus.Converged, 0, 0.0), orbitals?.Gap, false, false, false,
            orbitals?.Degenerate(Certificate.DegeneracyThreshold) ?? [], excitations.Warnings)
        {
            ExcitationFailure = excitations.Failure,
        };
        return new Prediction(structure, asked, certificate, provenance)
        {
            HasEnergy = false,
            OrbitalValues = (asked & Properties.Orbitals) != 0 ? orbitals : null,
            ExcitationValues = excitations,
        };
    }

    private static Certificate Breakdown(ScfOutcome outcome, string? undefined)
    {
        var broken = outcome.IsConverged ? outcome with { Status = ScfStatus.NonFinite } : outcome;
        return new Certificate(broken, null, false, false, false, [], []) { Undefined = undefined };
    }

    private static Certificate CertificateOf(GroundState state, MolecularResponses responses, MolecularOrbitals orbitals, MolecularExcitations? excitations)
    {
        const double FractionTolerance = 0.01;
        var hasFractions = orbitals.HasFractionalOccupations(FractionTolerance);
        var electrons = state.Scf.Problem.Electrons;
        var isCold = state.Scf.Problem.ThermalEnergy == 0.0;
        var hasAlphaCusp = isCold && orbitals.IsFrontierDegenerate(electrons.Alpha, Certificate.DegeneracyThreshold);
        var hasBetaCusp = isCold && orbitals.IsFrontierDegenerate(electrons.Beta, Certificate.DegeneracyThreshold);
        var hasCusp = hasAlphaCusp || hasBetaCusp;
        var warnings = new List<string>();
        if (hasFractions)
            warnings.Add("Orbitals near the Fermi level are partially occupied: the state is a thermal mixture of configurations, and −TS is part of the energy.");
        if (hasCusp)
        {
            var spin = hasAlphaCusp && hasBetaCusp ? "either spin" : hasAlphaCusp ? "α spin" : "β spin";
            warnings.Add($"The highest occupied and the lowest unoccupied orbital of {spin} are degenerate at 0 K, so that the energy has a cusp: no gradient is defined; an electronic temperature above 0 gives one.");
        }

        if (ClosestAtoms(state) is { } atoms)
            warnings.Add(atoms);
        warnings.AddRange(responses.Warnings());
        warnings.AddRange(excitations?.Warnings ?? []);
        return new Certificate(
            responses.Worst(state.Scf.Outcome), orbitals.Gap, hasFractions, state.Scf.Outcome.IsConverged, hasCusp,
            orbitals.Degenerate(Certificate.DegeneracyThreshold), warnings)
        {
            ExcitationFailure = excitations?.Failure,
        };
    }

    /// <summary>No bond is shorter than that of H2 (1.40 a0); what is far below is more likely a wrong unit.</summary>
    private static string? ClosestAtoms(GroundState state)
    {
        const double SuspiciousDistance = 0.9;
        var distances = state.Pairs.Distances;
        if (distances.IsEmpty)
            return null;
        var closest = System.Numerics.Tensors.TensorPrimitives.IndexOfMin(distances);
        return distances[closest] > SuspiciousDistance
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Atoms {state.Pairs.First[closest] + 1} and {state.Pairs.Second[closest] + 1} are only {distances[closest]:0.000} a0 apart; check the units of the coordinates.");
    }

    private static AtomicPopulations Populations(ScfSolution scf)
    {
        var x = scf.PopulationView;
        var basis = scf.Problem.Basis;
        return new AtomicPopulations(
            x.AtomCharges.ToArray(), x.ShellCharges.ToArray(), x.AtomDipoles.ToArray(), x.AtomQuadrupoles.ToArray(),
            basis.ShellAtom.ToArray(), basis.Shells.ToArray());
    }

    private static double[] Traceless(ReadOnlySpan<double> moments)
    {
        var half = 0.5 * (moments[0] + moments[2] + moments[5]);
        return
        [
            (1.5 * moments[0]) - half, 1.5 * moments[1], (1.5 * moments[2]) - half,
            1.5 * moments[3], 1.5 * moments[4], (1.5 * moments[5]) - half,
        ];
    }

    private static OrbitalMatrices Matrices(GroundState state, double[] S)
    {
        var scf = state.Scf;
        var n = scf.Problem.Basis.OrbitalCount;
        return new OrbitalMatrices(
            Filled(n, F => scf.Problem.Fock(scf.Potential, F)),
            Filled(n, H0 => scf.Problem.Integrals.Layout.AddToDense(scf.Problem.Hamiltonian.Value, n, H0)),
            S, scf.Density.Value.ToArray(), scf.Coefficients.ToArray(),
            GaussianShells.Of(scf.Problem.Basis, state.Parameters.PerShell("slater_exponent").Value));
    }

    private static FrozenDictionary<string, ReadOnlyMemory<double>> ParameterGradients(GroundState state) => state.Parameters.Tables.ToFrozenDictionary(
        table => table.Key,
        table => (ReadOnlyMemory<double>)(table.Value.HasAdjoint ? table.Value.Adjoint.ToArray() : new double[table.Value.Length]),
        StringComparer.Ordinal);

    private static double[] Filled(int n, MatrixFill fill)
    {
        var matrix = new double[n * n];
        fill(matrix);
        return matrix;
    }

    private delegate void MatrixFill(Span<double> matrix);
}
