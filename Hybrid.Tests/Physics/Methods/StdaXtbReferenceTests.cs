using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>The Hamiltonian of sTDA-xTB against the program of its authors, xtb4stda 1.0 (<c>xtb4stda m.xyz -molden</c>).</summary>
public sealed class StdaXtbReferenceTests
{
    /// <summary>
    /// The program leaves out pairs of Gaussians below exp(−25) and H1 where |S| &lt; 1e-6, converts lengths with another
    /// constant (1e-7 relative) and keeps some of its numbers in single precision.
    /// </summary>
    private const double Charge = 1e-5;

    /// <summary>Eh; for the same reasons.</summary>
    private const double Energy = 1e-5;

    public static TheoryData<string> Names => [.. StdaReference.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Charges_and_orbital_energies_are_the_programs(string name)
    {
        var reference = StdaReference.All[name];
        var (hamiltonian, energies) = Solved(reference);
        var charges = hamiltonian.ValenceCharges.Value.ToArray();
        for (var A = 0; A < charges.Length; A++)
            charges[A].Should().BeApproximately(reference.ValenceCharges[A], Charge, "atom {0} of {1}", A + 1, name);
        for (var i = 0; i < reference.OrbitalEnergies.Length; i++)
            energies[i].Should().BeApproximately(reference.OrbitalEnergies[i], Energy, "orbital {0} of {1}", i + 1, name);
    }

    private static (ExcitationHamiltonian Hamiltonian, double[] Energies) Solved(StdaReference reference)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var algebra = DenseLinearAlgebra.Default;
        var h = StdaXtb.Of(ParameterSet.Embedded("stda-xtb")).Record(tape, reference.Structure, algebra);
        return (h, StdaSolver.OrbitalEnergies(h, algebra));
    }
}
