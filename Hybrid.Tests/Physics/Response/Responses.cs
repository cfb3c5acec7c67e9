using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;

namespace Hybrid.Tests.Physics.Response;

/// <summary>Responses of structures by the names of method and structure.</summary>
internal static class Responses
{
    public static ILinearAlgebra Algebra => DenseLinearAlgebra.Default;

    /// <summary>Populations to 1e-11: first derivatives that are differenced are then good to about 1e-11.</summary>
    public static ScfSettings Tight { get; } = new() { Accuracy = 1e-5 };

    public static TightBindingMethod Method(string name) => TightBindingMethod.Of(ParameterSet.Embedded(name));

    public static Structure Structure(string name) => ReferenceSet.Gfn2[name].Structure;

    public static Hessian Hessian(string method, Structure structure, DisplacementSettings? displacement = null) =>
        Hybrid.Physics.Response.Hessian.Of(Method(method), structure, ScfSettings.Default, Algebra, displacement);

    public static DipoleResponse Dipole(string method, Structure structure, ReadOnlySpan<double> field = default) =>
        DipoleResponse.Of(Method(method), structure, Tight, Algebra, electricField: field);

    public static Vibrations Vibrations(string method, Structure structure, ReadOnlySpan<double> masses = default, DisplacementSettings? displacement = null) =>
        Hybrid.Physics.Response.Vibrations.Of(
            structure, Hessian(method, structure, displacement).Values, Algebra, Dipole(method, structure).PositionDerivatives, masses);
}
