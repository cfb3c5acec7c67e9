using System.Collections.Immutable;
using Hybrid.Learn.Data;

using Sample = Hybrid.Learn.Data.Sample;

namespace Hybrid.Benchmarks.Subjects;

/// <summary>A file of QM8 with its CC2 labels: two singlets with strengths, and which of them are not trusted.</summary>
internal static class Qm8File
{
    private static readonly string[] labels =
    [
        "singlet_1_energy_ev=E1_CC2_eV", "singlet_2_energy_ev=E2_CC2_eV", "singlet_1_strength=f1_CC2", "singlet_2_strength=f2_CC2",
        "singlet_1_suspect=E1_CC2_suspect", "singlet_2_suspect=E2_CC2_suspect",
    ];

    public static ImmutableArray<Sample> Read(string path) => new SampleFile(path, LabelMapping.Of(labels)).Read().Samples;
}
