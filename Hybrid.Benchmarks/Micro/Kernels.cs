using BenchmarkDotNet.Attributes;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;

namespace Hybrid.Benchmarks.Micro;

/// <summary>The kernels that a GFN2 calculation spends its time in, alone.</summary>
[MemoryDiagnoser]
public class Kernels
{
    private readonly Arena solved = new();
    private readonly Arena renewed = new();
    private TestStructure structure = null!;
    private ParameterSet parameters = null!;
    private ILinearAlgebra algebra = null!;
    private ScfProblem problem = null!;
    private Populations potential = null!;
    private Populations populations = null!;
    private Orbitals orbitals = null!;
    private OrbitalRotation rotation = null!;
    private double[] F = [];
    private double[] P = [];

    /// <summary>A structure of examples/structures with closed shells.</summary>
    [Params("caffeine", "gly10", "c66h134")]
    public string Structure { get; set; } = "";

    /// <summary>Solves the structure once; the kernels then work at its solution.</summary>
    [GlobalSetup]
    public void Solve()
    {
        structure = TestStructure.Named(Structure);
        parameters = ParameterSet.Embedded("gfn2-xtb");
        algebra = DenseLinearAlgebra.Default;
        solved.Reset();
        var ground = TightBindingMethod.Of(parameters).Solve(new Tape(solved, isRecording: false, algebra), structure.Atoms, ScfSettings.Default, algebra);
        problem = ground.Scf.Problem;
        potential = ground.Scf.Potential;
        populations = problem.Analysis.Rent(solved);
        P = ground.Scf.Density.Value.ToArray();
        F = new double[P.Length];
        problem.Fock(potential, F);
        orbitals = new Orbitals(solved, problem);
        orbitals.Diagonalise(F);
        orbitals.Occupy();
        rotation = new OrbitalRotation(solved, algebra, orbitals);
    }

    /// <summary>Pairs, then overlap, dipole and quadrupole integrals.</summary>
    [Benchmark]
    public int Integrals()
    {
        var (tape, basis, pairs, p) = Opened();
        return MultipoleIntegrals.Create(tape, basis, pairs, p.PerShell("slater_exponent"), order: 2).Values.Length;
    }

    /// <summary>Pairs, then the matrix γ between shells.</summary>
    [Benchmark]
    public string Gamma()
    {
        var (tape, basis, pairs, p) = Opened();
        var hubbard = p.PerAtomOfShell("hubbard").Multiply(p.PerShell("hubbard_scale"));
        return new ShellElectrostatics(tape, basis, pairs, hubbard, p.Global("coulomb_exponent"), HubbardAverage.Arithmetic).Name;
    }

    /// <summary>F from the potentials.</summary>
    [Benchmark]
    public void Fock() => problem.Fock(potential, F);

    /// <summary>Populations from the density.</summary>
    [Benchmark]
    public void Populations() => problem.Populate(P, populations);

    /// <summary>The generalised eigenproblem F c = ε S c, the overlap being factorised.</summary>
    [Benchmark]
    public bool Diagonalisation() => orbitals.Diagonalise(F);

    /// <summary>Rotating the occupied orbitals into the empty ones instead.</summary>
    [Benchmark]
    public double Rotation() => rotation.Follow(F);

    private (Tape Tape, OrbitalBasis Basis, AtomPairs Pairs, ParameterFields Fields) Opened()
    {
        renewed.Reset();
        var tape = new Tape(renewed, isRecording: false, algebra);
        var positions = tape.Leaf(structure.Atoms.Positions, structure.Atoms.AtomCount, 3);
        return (
            tape, new OrbitalBasis(parameters, structure.Atoms.AtomicNumbers), AtomPairs.OfMolecule(tape, positions),
            new ParameterFields(tape, parameters, structure.Atoms.AtomicNumbers, static _ => false));
    }
}
