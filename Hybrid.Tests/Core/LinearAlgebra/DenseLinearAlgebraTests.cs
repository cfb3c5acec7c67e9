using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.LinearAlgebra;

public sealed class DenseLinearAlgebraTests
{
    /// <summary>Eigenvalues of order ten of matrices of a hundred rows, from two algorithms.</summary>
    private const double Agreement = 1e-12;

    [Fact]
    public void The_default_is_what_the_environment_asks_for()
    {
        var setting = Environment.GetEnvironmentVariable(DenseLinearAlgebra.EnvironmentVariable);
        var found = NativeLinearAlgebra.Find();
        if (string.Equals(setting, "none", StringComparison.OrdinalIgnoreCase) || (string.IsNullOrEmpty(setting) && found is null))
            DenseLinearAlgebra.Default.Should().BeSameAs(DenseLinearAlgebra.Managed);
        else
            DenseLinearAlgebra.Default.Should().BeOfType<NativeLinearAlgebra>();
    }

    [Fact]
    public void None_is_the_managed_one() =>
        DenseLinearAlgebra.FromSetting(" None ").Should().BeSameAs(DenseLinearAlgebra.Managed);

    [Fact]
    public void A_library_that_is_not_there_is_an_error_and_not_a_fallback()
    {
        var missing = () => DenseLinearAlgebra.FromSetting("no-such-library.so");
        missing.Should().Throw<DllNotFoundException>().WithMessage("*'no-such-library.so'*");
    }

    [Fact]
    public void A_library_without_linear_algebra_says_which_symbol_it_lacks()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var wrong = () => NativeLinearAlgebra.Load("libc.so.6");
        wrong.Should().Throw<DllNotFoundException>().WithMessage("*libc.so.6*'dgemm_'*");
    }

    [Fact]
    public void The_managed_one_names_its_vectors() => DenseLinearAlgebra.Managed.Name.Should().MatchRegex(@"^managed \(\d+-bit\)$");

    [Fact]
    public void Two_providers_in_one_process_agree()
    {
        const int n = 120;
        var a = Matrices.Symmetric(n, 31);
        double[] first = new double[n], second = new double[n];
        double[] c1 = (double[])a.Clone(), c2 = (double[])a.Clone();
        DenseLinearAlgebra.Default.SymmetricEigen(n, c1, first).Should().BeTrue();
        DenseLinearAlgebra.Managed.SymmetricEigen(n, c2, second).Should().BeTrue();
        Matrices.Distance(first, second).Should().BeLessThan(Agreement);

        // Eigenvectors agree up to sign: compare the projectors of the lower half.
        double[] p1 = new double[n * n], p2 = new double[n * n];
        DenseLinearAlgebra.Default.SymmetricRankK(n, n / 2, 1, c1, 0, p1);
        DenseLinearAlgebra.Managed.SymmetricRankK(n, n / 2, 1, c2, 0, p2);
        Matrices.Distance(p1, p2).Should().BeLessThan(100 * Agreement);
    }

    [Fact]
    public void A_native_library_has_one_thread_until_it_is_told_otherwise()
    {
        if (NativeLinearAlgebra.Find() is not { } native)
        {
            DenseLinearAlgebra.FromSetting(null).Should().BeSameAs(DenseLinearAlgebra.Managed);
            return;
        }

        if (native.SetThreads(1))
            native.Name.Should().EndWith(", 1 thread");
        var none = () => native.SetThreads(0);
        none.Should().Throw<ArgumentOutOfRangeException>();
    }
}
