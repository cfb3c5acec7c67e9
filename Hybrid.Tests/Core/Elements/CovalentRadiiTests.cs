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
        // D3 takes the same radii, with those of metals reduced by about 10 % and rounded, and the parameter files hold 4/3 of them.
        var parameters = ParameterSet.Embedded("gfn1-xtb")["covalent_radius"];
        for (var z = 1; z <= 86; z++)
        {
            var d3 = parameters.Values[z - 1] * 0.75;
            var ratio = d3 / Element.CovalentRadius(z);
            ratio.Should().BeInRange(0.88, 1.01, "of {0}", Element.Symbol(z));
            if (z is 1 or 6 or 7 or 8 or 9 or 15 or 16 or 17)
                ratio.Should().BeApproximately(1.0, 1e-2, "of {0}", Element.Symbol(z));
        }

        Element.CovalentRadius(118).Should().BeApproximately(1.57 * Constants.BohrPerAngstrom, 1e-12);
        var unknown = () => Element.CovalentRadius(0);
        unknown.Should().Throw<ArgumentOutOfRangeException>();
    }
}
