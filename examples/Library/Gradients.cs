using Hybrid.Core.Autodiff;
using Hybrid.Core.IO;
using Hybrid.Physics.Models;

namespace Examples.Library;

/// <summary>Derivatives with respect to parameters and of own quantities.</summary>
public static class Gradients
{
    /// <summary>The derivative of the energy with respect to every parameter, and its check by a finite difference.</summary>
    public static void OfParameters(string path, TextWriter output)
    {
        var model = Model.Load("gfn2-xtb");
        var water = StructureFile.Read(path);
        var gradients = model.Predict(water, Properties.ParameterGradient).EnsureConverged().ParameterGradients;
        var hubbard = model.Parameters["hubbard"];
        const int Oxygen = 7;
        const double Step = 1e-4;
        var values = hubbard.Values.ToArray();
        values[Oxygen] += Step;
        var above = Model.Of(model.Parameters.With(hubbard.WithValues(values))).Predict(water).Energy;
        values[Oxygen] -= 2 * Step;
        var below = Model.Of(model.Parameters.With(hubbard.WithValues(values))).Predict(water).Energy;
        output.WriteLine(FormattableString.Invariant(
            $"dE/d {hubbard.Label(Oxygen)}: {gradients["hubbard"].Span[Oxygen]:F6}, by differences {(above - below) / (2 * Step):F6}"));
    }

    /// <summary>
    /// The gradient of an own loss, the squared error of a dipole moment, with respect to positions and the Hubbard
    /// parameters: a few operations on the tape that the model was recorded on.
    /// </summary>
    public static void OfAnOwnLoss(string path, TextWriter output)
    {
        var model = Model.Load("gfn2-xtb");
        var tape = new Tape(new Arena());
        var state = model.Record(tape, StructureFile.Read(path), isDifferentiated: table => table.Name == "hubbard");
        const double Measured = 0.73;
        var dipole = state.Moments.Slice(0, 3);
        var loss = dipole.Square().Sum().Sqrt().Shift(-Measured).Square();
        tape.Backward(loss);
        output.WriteLine(FormattableString.Invariant(
            $"loss {loss.Scalar:F6}, d loss/dx of atom 1: {state.Positions.Adjoint[0]:F6}, d loss/d hubbard[O]: {state.Parameters.Table("hubbard").Adjoint[7]:F6}"));
    }
}
