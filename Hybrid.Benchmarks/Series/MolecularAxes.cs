using Hybrid.Core.Structures;
using MathNet.Numerics.LinearAlgebra;

namespace Hybrid.Benchmarks.Series;

/// <summary>The axes of a flat molecule: eigenvectors of Σ (r − r̄)(r − r̄)ᵀ.</summary>
/// <param name="Long">Along which the atoms are spread most.</param>
/// <param name="Short">The other one in the plane.</param>
internal sealed record MolecularAxes(double[] Long, double[] Short)
{
    public static MolecularAxes Of(Structure structure)
    {
        var positions = Matrix<double>.Build.DenseOfRowMajor(structure.AtomCount, 3, structure.Positions.ToArray());
        var centred = positions - Matrix<double>.Build.DenseOfRowVectors(Enumerable.Repeat(positions.ColumnSums() / structure.AtomCount, structure.AtomCount));
        // Eigenvalues ascend: across the plane, short, long.
        var axes = centred.TransposeThisAndMultiply(centred).Evd(Symmetricity.Symmetric).EigenVectors;
        return new MolecularAxes(axes.Column(2).ToArray(), axes.Column(1).ToArray());
    }

    /// <summary>The part of |μ|² that lies along an axis; 0 where there is no dipole.</summary>
    public static double Share(IReadOnlyList<double> dipole, double[] axis)
    {
        var square = dipole.Sum(component => component * component);
        var along = dipole.Zip(axis, (component, direction) => component * direction).Sum();
        return square < StateRule.Forbidden ? 0.0 : along * along / square;
    }
}
