using FluentAssertions;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Scf;

public sealed class ElectronCountTests
{
    [Theory]
    [InlineData(8.0, 0.0, null, 4.0, 4.0)]
    [InlineData(7.0, 0.0, null, 4.0, 3.0)]
    [InlineData(8.0, 1.0, null, 4.0, 3.0)]
    [InlineData(8.0, -1.0, null, 5.0, 4.0)]
    [InlineData(8.0, 0.0, 2, 5.0, 3.0)]
    [InlineData(7.0, 0.0, 3, 5.0, 2.0)]
    [InlineData(1.0, 1.0, null, 0.0, 0.0)]
    public void Electrons_are_shared_between_the_spins(double neutral, double charge, int? unpaired, double alpha, double beta)
    {
        var count = ElectronCount.Of(neutral, charge, unpaired, nOrbitals: 6);
        count.Alpha.Should().Be(alpha);
        count.Beta.Should().Be(beta);
        count.Unpaired.Should().Be((int)(alpha - beta));
    }

    [Theory]
    [InlineData(8.0, 0.0, 1, "*8 electrons*even number*1 were asked for*")]
    [InlineData(7.0, 0.0, 2, "*7 electrons*odd number*2 were asked for*")]
    [InlineData(8.0, 0.0, 10, "*8 electrons*up to 8*10 were asked for*")]
    [InlineData(8.0, 9.0, null, "*charge of at most 8*9 was given*")]
    [InlineData(8.0, 0.5, null, "*whole total charge*0.5 was given*")]
    [InlineData(8.0, -5.0, null, "*6 orbitals hold at most 6*-5*")]
    [InlineData(8.0, 0.0, 8, "*6 orbitals hold at most 6*8 unpaired*")]
    public void What_does_not_fit_is_refused_with_the_numbers(double neutral, double charge, int? unpaired, string message)
    {
        var act = () => ElectronCount.Of(neutral, charge, unpaired, nOrbitals: 6);
        act.Should().Throw<ArgumentException>().WithMessage(message);
    }
}
