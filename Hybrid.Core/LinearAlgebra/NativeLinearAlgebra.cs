namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// Linear algebra by a BLAS and LAPACK library of the operating system: OpenBLAS, Netlib, Accelerate or MKL.
/// </summary>
/// <remarks>
/// The library is used with one thread, because callers put threads around structures; <see cref="SetThreads"/> raises that
/// for the whole process. A row-major matrix is the transpose of the column-major one in the same memory, so every call
/// below asks the library for the transposed equation and nothing is copied.
/// </remarks>
public sealed unsafe class NativeLinearAlgebra : ILinearAlgebra
{
    private readonly LapackSymbols lapack;

    private NativeLinearAlgebra(LapackSymbols lapack, string path)
    {
        this.lapack = lapack;
        LibraryPath = path;
        if (lapack.HasThreadSwitch)
            lapack.SetThreads(1);
    }

    /// <summary>The name or path by which the library was loaded.</summary>
    public string LibraryPath { get; }

    /// <inheritdoc/>
    public string Name => !lapack.HasThreadSwitch ? lapack.Description
        : lapack.Threads is 1 ? $"{lapack.Description}, 1 thread"
        : FormattableString.Invariant($"{lapack.Description}, {lapack.Threads} threads");

    /// <summary>Loads a library by name or path.</summary>
    /// <exception cref="DllNotFoundException">It can't be loaded or is not a BLAS and LAPACK library.</exception>
    public static NativeLinearAlgebra Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return LapackSymbols.TryLoad(path, out var reason) is { } symbols
            ? new NativeLinearAlgebra(symbols, path)
            : throw new DllNotFoundException($"A BLAS and LAPACK library was expected: {reason.TrimEnd('.')}.");
    }

    /// <summary>The first library of this machine that can be used, or null.</summary>
    public static NativeLinearAlgebra? Find()
    {
        foreach (var name in UsualNames())
        {
            if (LapackSymbols.TryLoad(name, out _) is { } symbols)
                return new NativeLinearAlgebra(symbols, name);
        }

        return null;
    }

    /// <summary>Lets the library use several threads for each operation, in the whole process.</summary>
    /// <returns>False when the library has no such switch.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public bool SetThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!lapack.HasThreadSwitch)
            return false;
        lapack.SetThreads(count);
        return true;
    }

    /// <inheritdoc/>
    public void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double beta, Span<double> c)
    {
        Operands.Require(a, m, k);
        Operands.Require(b, k, n);
        Operands.Require(c, m, n);
        if (m == 0 || n == 0)
            return;

        // Cᵀ = op(B)ᵀ op(A)ᵀ
        byte opA = Op(transposeA), opB = Op(transposeB);
        int ldA = Math.Max(1, transposeA ? m : k), ldB = Math.Max(1, transposeB ? k : n), ldC = n;
        fixed (double* A = a, B = b, C = c)
            lapack.Dgemm(&opB, &opA, &n, &m, &k, &alpha, B, &ldB, A, &ldA, &beta, C, &ldC, 1, 1);
    }

    /// <inheritdoc/>
    public void MultiplyVector(
        bool transpose, int m, int n,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> x, double beta, Span<double> y)
    {
        Operands.Require(a, m, n);
        Operands.Require(x, transpose ? m : n, 1);
        Operands.Require(y, transpose ? n : m, 1);
        if ((transpose ? n : m) == 0)
            return;
        if (m == 0 || n == 0)
        {
            // BLAS returns early here and would leave y unscaled.
            VectorOperations.Scale(beta, y[..(transpose ? n : m)]);
            return;
        }

        byte op = Op(!transpose);
        int one = 1;
        fixed (double* A = a, X = x, Y = y)
            lapack.Dgemv(&op, &n, &m, &alpha, A, &n, X, &one, &beta, Y, &one, 1);
    }

    /// <inheritdoc/>
    public void SymmetricRankK(int n, int k, double alpha, ReadOnlySpan<double> a, double beta, Span<double> c)
    {
        Operands.Require(a, k, n);
        Operands.Require(c, n, n);
        if (n == 0)
            return;

        // In column-major memory A is n × k and the row-major lower triangle is the upper one.
        byte upper = (byte)'U', op = (byte)'N';
        fixed (double* A = a, C = c)
            lapack.Dsyrk(&upper, &op, &n, &k, &alpha, A, &n, &beta, C, &n, 1, 1);
        VectorOperations.MirrorLowerTriangle(n, c);
    }

    /// <inheritdoc/>
    public bool SymmetricEigen(int n, Span<double> matrix, Span<double> eigenvalues)
    {
        Operands.Require(matrix, n, n);
        Operands.Require(eigenvalues, n, 1);
        if (n == 0)
            return true;
        if (!Operands.AreFinite(matrix[..(n * n)]))
            return false;
        if (n <= LargestByRotations)
            return SymmetricEigenproblem.Solve(n, matrix[..(n * n)], eigenvalues[..n]);

        byte vectors = (byte)'V', lower = (byte)'L';
        int info = 0, workLength = 1 + (6 * n) + (2 * n * n) + (32 * n), integerLength = 3 + (5 * n);
        var scratch = Scratch.OfThisThread;
        fixed (double* A = matrix, w = eigenvalues, work = scratch.Numbers(0, workLength))
        fixed (int* integers = scratch.Integers(integerLength))
            lapack.Dsyevd(&vectors, &lower, &n, A, &n, w, work, &workLength, integers, &integerLength, &info, 1, 1);
        return IsSuccess(info, "dsyevd");
    }

    /// <inheritdoc/>
    public bool Cholesky(int n, Span<double> matrix)
    {
        Operands.Require(matrix, n, n);
        if (n == 0)
            return true;
        if (!Operands.AreFinite(matrix[..(n * n)]))
            return false;

        byte upper = (byte)'U';
        int info = 0;
        fixed (double* A = matrix)
            lapack.Dpotrf(&upper, &n, A, &n, &info, 1);
        VectorOperations.ClearUpperTriangle(n, matrix);
        return IsSuccess(info, "dpotrf");
    }

    /// <inheritdoc/>
    public void ReduceSymmetric(int n, ReadOnlySpan<double> lower, Span<double> matrix)
    {
        Operands.Require(lower, n, n);
        Operands.Require(matrix, n, n);
        if (n == 0)
            return;

        // With U = Lᵀ in column-major memory, dsygst forms U⁻ᵀ A U⁻¹.
        byte upper = (byte)'U';
        int info = 0, problem = 1;
        fixed (double* L = lower, A = matrix)
            lapack.Dsygst(&problem, &upper, &n, A, &n, L, &n, &info, 1);
        _ = IsSuccess(info, "dsygst");
        VectorOperations.MirrorLowerTriangle(n, matrix);
    }

    /// <inheritdoc/>
    public void SolveTriangular(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        Operands.Require(lower, n, n);
        Operands.Require(x, n, m);
        if (n > 0 && m > 0)
            SolveUpper((byte)'R', Op(transposeL), m, n, n, lower, x, m);
    }

    /// <inheritdoc/>
    public void SolveTriangularRows(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        Operands.Require(lower, n, n);
        Operands.Require(x, m, n);
        if (n > 0 && m > 0)
            SolveUpper((byte)'L', Op(!transposeL), n, m, n, lower, x, n);
    }

    /// <inheritdoc/>
    public bool Solve(int n, int m, Span<double> matrix, Span<double> x)
    {
        Operands.Require(matrix, n, n);
        Operands.Require(x, n, m);
        if (n == 0 || m == 0)
            return true;
        if (!Operands.AreFinite(matrix[..(n * n)]))
            return false;

        // LAPACK wants A and one right-hand side after the other, so both are transposed.
        VectorOperations.TransposeInPlace(n, matrix);
        var scratch = Scratch.OfThisThread;
        var columns = m == 1 ? x : scratch.Numbers(0, n * m).AsSpan(0, n * m);
        if (m > 1)
            VectorOperations.Transpose(n, m, x, columns);
        int info = 0;
        fixed (double* A = matrix, X = columns)
        fixed (int* pivots = scratch.Integers(n))
            lapack.Dgesv(&n, &m, A, &n, pivots, X, &n, &info);
        if (m > 1)
            VectorOperations.Transpose(m, n, columns, x);
        return IsSuccess(info, "dgesv");
    }

    /// <inheritdoc/>
    public bool SymmetricSolve(int n, int m, Span<double> matrix, Span<double> x)
    {
        Operands.Require(matrix, n, n);
        Operands.Require(x, m, n);
        if (n == 0 || m == 0)
            return true;
        if (!Operands.AreFinite(matrix[..(n * n)]))
            return false;

        byte lower = (byte)'L';
        int info = 0, workLength = 64 * n;
        var scratch = Scratch.OfThisThread;
        fixed (double* A = matrix, X = x, work = scratch.Numbers(0, workLength))
        fixed (int* pivots = scratch.Integers(n))
            lapack.Dsysv(&lower, &n, &m, A, &n, pivots, X, &n, work, &workLength, &info, 1);
        return IsSuccess(info, "dsysv");
    }

    /// <summary>Up to this size rotations of our own are faster than divide and conquer (docs/decisions/0006-managed-eigenproblem.md).</summary>
    private const int LargestByRotations = 64;

    private void SolveUpper(
        byte side, byte op, int rows, int columns, int n, ReadOnlySpan<double> triangle, Span<double> x, int leading)
    {
        byte upper = (byte)'U', notUnit = (byte)'N';
        double one = 1;
        fixed (double* L = triangle, X = x)
            lapack.Dtrsm(&side, &upper, &op, &notUnit, &rows, &columns, &one, L, &n, X, &leading, 1, 1, 1, 1);
    }

    private static byte Op(bool transpose) => transpose ? (byte)'T' : (byte)'N';

    private static bool IsSuccess(int info, string routine) => info >= 0
        ? info == 0
        : throw new InvalidOperationException(FormattableString.Invariant($"{routine} was expected to accept its arguments, but refused argument {-info}."));

    private static IEnumerable<string> UsualNames()
    {
        if (OperatingSystem.IsWindows())
            return ["libopenblas.dll", "openblas.dll", "mkl_rt.2.dll", "mkl_rt.dll"];
        if (OperatingSystem.IsMacOS())
        {
            return
            [
                "/System/Library/Frameworks/Accelerate.framework/Accelerate", "libopenblas.dylib",
                "/opt/homebrew/opt/openblas/lib/libopenblas.dylib", "/usr/local/opt/openblas/lib/libopenblas.dylib",
            ];
        }

        // liblapack brings the libblas that it was linked to.
        return ["libopenblas.so.0", "libopenblas.so", "libmkl_rt.so.2", "libmkl_rt.so", "liblapack.so.3"];
    }
}
