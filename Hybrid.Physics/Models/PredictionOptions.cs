using System.Collections.Immutable;
using System.Globalization;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Response;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Models;

/// <summary>How a prediction is computed. Immutable.</summary>
public sealed record PredictionOptions
{
    /// <summary>The defaults: 300 K, accuracy 1, the linear algebra of <see cref="DenseLinearAlgebra.Default"/>.</summary>
    public static PredictionOptions Default { get; } = new();

    /// <summary>Tolerances, electronic temperature and the limit of iterations of the self-consistent field.</summary>
    public ScfSettings Scf { get; init; } = ScfSettings.Default;

    /// <summary>Who multiplies and diagonalises; null for <see cref="DenseLinearAlgebra.Default"/>.</summary>
    public ILinearAlgebra? LinearAlgebra { get; init; }

    /// <summary>A homogeneous electric field, Eh/(e·a0): x, y, z; empty for none. The energy contains −μ·E.</summary>
    public ImmutableArray<double> ElectricField { get; init; } = [];

    /// <summary>Step and threads of <see cref="Properties.Hessian"/>. A batch on several threads computes each on one.</summary>
    public DisplacementSettings Displacement { get; init; } = DisplacementSettings.Default;

    /// <summary>Temperature, pressure and symmetry number of the thermochemistry that comes with <see cref="Properties.Vibrations"/>.</summary>
    public ThermochemicalConditions Thermochemistry { get; init; } = ThermochemicalConditions.Default;

    /// <summary>Which excited states <see cref="Properties.Excitations"/> are, and how they are computed.</summary>
    public ExcitationOptions Excitations { get; init; } = ExcitationOptions.Default;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public PredictionOptions Validated()
    {
        Scf.Validated();
        Displacement.Validated();
        Thermochemistry.Validated();
        Excitations.Validated();
        if (!ElectricField.IsDefaultOrEmpty && (ElectricField.Length != 3 || !ElectricField.All(double.IsFinite)))
            throw new ArgumentException(FormattableString.Invariant($"A field of three finite components was expected, but {ElectricField.Length} were given: {string.Join(", ", ElectricField.Select(x => x.ToString(CultureInfo.InvariantCulture)))}."));
        return this;
    }

    internal ILinearAlgebra Algebra => LinearAlgebra ?? DenseLinearAlgebra.Default;
}
