using System.Runtime.InteropServices;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// The Fortran entry points of a BLAS and LAPACK library with 32-bit integers, and the switches that only some have.
/// </summary>
/// <remarks>
/// gfortran passes the length of every character argument behind the others; libraries compiled otherwise ignore them.
/// </remarks>
internal sealed unsafe class LapackSymbols
{
    public readonly delegate* unmanaged[Cdecl]<byte*, byte*, int*, int*, int*, double*, double*, int*, double*, int*, double*, double*, int*, nuint, nuint, void> Dgemm;
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, int*, double*, double*, int*, double*, int*, double*, double*, int*, nuint, void> Dgemv;
    public readonly delegate* unmanaged[Cdecl]<byte*, byte*, int*, int*, double*, double*, int*, double*, double*, int*, nuint, nuint, void> Dsyrk;
    public readonly delegate* unmanaged[Cdecl]<byte*, byte*, byte*, byte*, int*, int*, double*, double*, int*, double*, int*, nuint, nuint, nuint, nuint, void> Dtrsm;
    public readonly delegate* unmanaged[Cdecl]<byte*, byte*, int*, double*, int*, double*, double*, int*, int*, int*, int*, nuint, nuint, void> Dsyevd;
    public readonly delegate* unmanaged[Cdecl]<int*, byte*, int*, double*, int*, double*, int*, int*, nuint, void> Dsygst;
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, double*, int*, int*, nuint, void> Dpotrf;
    public readonly delegate* unmanaged[Cdecl]<int*, int*, double*, int*, int*, double*, int*, int*, void> Dgesv;
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, int*, double*, int*, int*, double*, int*, double*, int*, int*, nuint, void> Dsysv;

    private readonly delegate* unmanaged[Cdecl]<int, void> setThreads;
    private readonly delegate* unmanaged[Cdecl]<int> threads;
    private readonly string description;

    private LapackSymbols(nint library, string path)
    {
        nint Required(string symbol) => NativeLibrary.TryGetExport(library, symbol, out var address)
            ? address
            : throw new EntryPointNotFoundException($"'{path}' was expected to be a BLAS and LAPACK library, but has no symbol '{symbol}'.");

        Dgemm = (delegate* unmanaged[Cdecl]<byte*, byte*, int*, int*, int*, double*, double*, int*, double*, int*, double*, double*, int*, nuint, nuint, void>)Required("dgemm_");
        Dgemv = (delegate* unmanaged[Cdecl]<byte*, int*, int*, double*, double*, int*, double*, int*, double*, double*, int*, nuint, void>)Required("dgemv_");
        Dsyrk = (delegate* unmanaged[Cdecl]<byte*, byte*, int*, int*, double*, double*, int*, double*, double*, int*, nuint, nuint, void>)Required("dsyrk_");
        Dtrsm = (delegate* unmanaged[Cdecl]<byte*, byte*, byte*, byte*, int*, int*, double*, double*, int*, double*, int*, nuint, nuint, nuint, nuint, void>)Required("dtrsm_");
        Dsyevd = (delegate* unmanaged[Cdecl]<byte*, byte*, int*, double*, int*, double*, double*, int*, int*, int*, int*, nuint, nuint, void>)Required("dsyevd_");
        Dsygst = (delegate* unmanaged[Cdecl]<int*, byte*, int*, double*, int*, double*, int*, int*, nuint, void>)Required("dsygst_");
        Dpotrf = (delegate* unmanaged[Cdecl]<byte*, int*, double*, int*, int*, nuint, void>)Required("dpotrf_");
        Dgesv = (delegate* unmanaged[Cdecl]<int*, int*, double*, int*, int*, double*, int*, int*, void>)Required("dgesv_");
        Dsysv = (delegate* unmanaged[Cdecl]<byte*, int*, int*, double*, int*, int*, double*, int*, double*, int*, int*, nuint, void>)Required("dsysv_");

        if ((NativeLibrary.TryGetExport(library, "openblas_set_num_threads", out var set)
                && NativeLibrary.TryGetExport(library, "openblas_get_num_threads", out var get))
            || (NativeLibrary.TryGetExport(library, "MKL_Set_Num_Threads", out set)
                && NativeLibrary.TryGetExport(library, "MKL_Get_Max_Threads", out get)))
        {
            setThreads = (delegate* unmanaged[Cdecl]<int, void>)set;
            threads = (delegate* unmanaged[Cdecl]<int>)get;
        }

        description = Describe(library, Path.GetFileName(path));
    }

    /// <summary>The library, its version and the processor it was tuned for, as far as it tells.</summary>
    public string Description => description;

    /// <summary>True when the library can be told how many threads to use.</summary>
    public bool HasThreadSwitch => setThreads is not null;

    /// <summary>Loads a library; the reason is returned when it can't be used.</summary>
    public static LapackSymbols? TryLoad(string path, out string reason)
    {
        reason = "";
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            reason = $"'{path}' could not be loaded";
            return null;
        }

        try
        {
            return new LapackSymbols(library, path);
        }
        catch (EntryPointNotFoundException exception)
        {
            NativeLibrary.Free(library);
            reason = exception.Message;
            return null;
        }
    }

    /// <summary>The number of threads that the library uses now; asked of the library, because the switch is the whole process's.</summary>
    public int Threads => threads();

    public void SetThreads(int count) => setThreads(count);

    private static string Describe(nint library, string fileName)
    {
        if (NativeLibrary.TryGetExport(library, "openblas_get_config", out var config)
            && NativeLibrary.TryGetExport(library, "openblas_get_corename", out var core))
        {
            // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …"
            var words = Text(((delegate* unmanaged[Cdecl]<byte*>)config)()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var version = words.Length > 1 && words[0] == "OpenBLAS" ? $"OpenBLAS {words[1]}" : "OpenBLAS";
            return $"{version} ({Text(((delegate* unmanaged[Cdecl]<byte*>)core)())})";
        }

        if (NativeLibrary.TryGetExport(library, "ilaver_", out var ilaver))
        {
            int major, minor, patch;
            ((delegate* unmanaged[Cdecl]<int*, int*, int*, void>)ilaver)(&major, &minor, &patch);
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"LAPACK {major}.{minor}.{patch} ({fileName})");
        }

        return $"LAPACK ({fileName})";
    }

    private static string Text(byte* zeroTerminated) => Marshal.PtrToStringUTF8((nint)zeroTerminated) ?? "";
}
