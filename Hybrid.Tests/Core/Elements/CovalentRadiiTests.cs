using FluentAssertions;
using Hybrid.Core.Elements;
using Hybrid.Core.Units;
using Hybrid.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Core.Elements;

public sealed class CovalentRadiiTests
{
    [Fact]
    public void They_are_those_of_dispersion_corrections_which_make_metals_a_tenth_smaller()
    {
        // D3 takes the same radii, with those of metals reduced by 10 %, and the parameter files hold 4/3 of them.
        var parameters = ParameterSet.Embedded("gfn1-xtb")["covalent_radius"];
        for (var z = 1; z <= 86; z++)
        {
            var d3 = parameters.Values[z - 1] * 0.75;
            var ratio = d3 / Element.CovalentRadius(z);
            (Math.Abs(ratio - 1.0) < 0.01 || Math.Abs(ratio - 0.9) < 0.01).Should().BeTrue("element {0} has a ratio of {1}", Element.Symbol(z), ratio);
        }

        Element.CovalentRadius(118).Should().BeApproximately(1.57 * Constants.BohrPerAngstrom, 1e-12);
        var unknown = () => Element.CovalentRadius(0);
        unknown.Should().Throw<ArgumentOutOfRangeException>();
    }
}
