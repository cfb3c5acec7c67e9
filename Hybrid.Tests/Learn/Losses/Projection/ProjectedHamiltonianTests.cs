using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;
using Hybrid.Core.Units;
using Hybrid.Learn.Losses.Projection;
using Xunit;

namespace Hybrid.Tests.Learn.Losses.Projection;

public sealed class ProjectedHamiltonianTests
{
    private const int Larger = 14;
    private const int Functions = 6;

    private static readonly double[] Overlap = Positive(1, 0.15);

    private static readonly double[] Hamiltonian = Levels();

    /// <summary>The model's functions in the larger basis: the first six, each with a tail on the others, not orthogonal.</summary>
    private static readonly double[] Model = Contracted();

    [Fact]
    public void Chosen_orbital_energies_are_kept()
    {
        var larger = LargerBasisOrbitals.Of(Hamiltonian, Overlap);
        var projected = Projected(larger, [0, 1, 2, 3]);
        var values = Eigenvalues(projected.Hamiltonian, Functions);
        for (var k = 0; k < 4; k++)
            // The requirement.
            values[k].Should().BeApproximately(larger.Energies[k], 1e-6 / Constants.ElectronvoltPerHartree);
        values[4].Should().BeGreaterThanOrEqualTo(larger.Energies[3] - 1e-12);
    }

    [Fact]
    public void Orbitals_that_are_left_out_are_not_among_those_kept()
    {
        var larger = LargerBasisOrbitals.Of(Hamiltonian, Overlap);
        var values = Eigenvalues(Projected(larger, [0, 1, 3]).Hamiltonian, Functions);
        values[0].Should().BeApproximately(larger.Energies[0], 1e-10);
        values[1].Should().BeApproximately(larger.Energies[1], 1e-10);
        values[2].Should().BeApproximately(larger.Energies[3], 1e-10);
    }

    [Fact]
    public void Orbitals_are_orthonormal_and_mostly_held_by_the_model()
    {
        var projected = Projected(LargerBasisOrbitals.Of(Hamiltonian, Overlap), [0, 1, 2, 3]);
        for (var k = 0; k < 4; k++)
        {
            projected.Contained[k].Should().BeInRange(0.3, 1.0 + 1e-12);
            for (var l = 0; l < 4; l++)
            {
                var dot = 0.0;
                for (var μ = 0; μ < Functions; μ++)
                    dot += projected.Orbitals[(k * Functions) + μ] * projected.Orbitals[(l * Functions) + μ];
                dot.Should().BeApproximately(k == l ? 1.0 : 0.0, 1e-10);
            }
        }
    }

    [Fact]
    public void The_same_basis_gives_the_same_spectrum()
    {
        var larger = LargerBasisOrbitals.Of(Hamiltonian, Overlap);
        var projected = ProjectedHamiltonian.Of(larger, Overlap, Overlap, [0, 1, 2]);
        var values = Eigenvalues(projected.Hamiltonian, Larger);
        for (var k = 0; k < Larger; k++)
            values[k].Should().BeApproximately(larger.Energies[k], 1e-9);
        projected.Contained.ToArray().Should().OnlyContain(part => Math.Abs(part - 1.0) < 1e-10);
    }

    [Fact]
    public void More_orbitals_than_functions_and_functions_that_depend_on_each_other_are_refused()
    {
        var larger = LargerBasisOrbitals.Of(Hamiltonian, Overlap);
        FluentActions.Invoking(() => Projected(larger, [0, 1, 2, 3, 4, 5, 6])).Should().Throw<ArgumentException>().WithMessage("No more orbitals than the model's 6 functions*");
        var twice = (double[])Model.Clone();
        twice.AsSpan(0, Larger).CopyTo(twice.AsSpan(Larger));
        FluentActions.Invoking(() => Projected(larger, [0], twice)).Should().Throw<ArgumentException>().WithMessage("Functions that hold the orbitals apart*");
    }

    [Fact]
    public void Occupied_and_lowest_virtual_orbitals_of_acetylene_fit_into_its_effective_minimal_basis()
    {
        var (h, S) = MehnetReference.Matrices("c2h2");
        var larger = LargerBasisOrbitals.Of(h, S);
        // cc-pVDZ: 14 functions on each carbon, 5 on each hydrogen atom; 7 doubly occupied orbitals.
        int[] atoms = [.. new[] { 14, 14, 5, 5 }.SelectMany((count, A) => Enumerable.Repeat(A, count))];
        var functions = EffectiveAtomicOrbitals.Of(larger, S, occupied: 7, atoms, [5, 5, 1, 1]);
        var projected = ProjectedHamiltonian.InSubspace(larger, S, functions, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        var values = Eigenvalues(projected.Hamiltonian, 12);
        for (var k = 0; k < 9; k++)
            values[k].Should().BeApproximately(larger.Energies[k], 1e-6 / Constants.ElectronvoltPerHartree);
        projected.Contained[..7].ToArray().Should().OnlyContain(part => part > 0.9, "one function for each valence orbital holds nine tenths of them and more");
    }

    private static ProjectedHamiltonian Projected(LargerBasisOrbitals larger, int[] chosen, double[]? model = null) =>
        ProjectedHamiltonian.InSubspace(larger, Overlap, model ?? Model, chosen);

    private static double[] Eigenvalues(ReadOnlySpan<double> matrix, int n)
    {
        var copy = matrix.ToArray();
        var values = new double[n];
        DenseLinearAlgebra.Default.SymmetricEigen(n, copy, values).Should().BeTrue();
        return values;
    }

    private static double[] Positive(ulong seed, double size)
    {
        var matrix = Symmetric(seed, size);
        for (var k = 0; k < Larger; k++)
            matrix[(k * Larger) + k] = 1.0;
        return matrix;
    }

    /// <summary>Levels that rise along the basis, coupled.</summary>
    private static double[] Levels()
    {
        var matrix = Symmetric(2, 0.1);
        for (var k = 0; k < Larger; k++)
            matrix[(k * Larger) + k] += -1.0 + (0.25 * k);
        return matrix;
    }

    private static double[] Contracted()
    {
        var random = new CounterRandom(3);
        var model = new double[Functions * Larger];
        for (var e = 0; e < model.Length; e++)
            model[e] = (e / Larger == e % Larger ? 1.0 : 0.0) + (0.15 * random.Normal((ulong)e));
        return model;
    }

    private static double[] Symmetric(ulong seed, double size)
    {
        var random = new CounterRandom(seed);
        var matrix = new double[Larger * Larger];
        for (var k = 0; k < Larger; k++)
        {
            for (var l = 0; l <= k; l++)
                matrix[(k * Larger) + l] = matrix[(l * Larger) + k] = size * ((2.0 * random.Uniform((ulong)((k * Larger) + l))) - 1.0);
        }

        return matrix;
    }
}
