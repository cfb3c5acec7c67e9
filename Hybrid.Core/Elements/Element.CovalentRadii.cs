using Hybrid.Core.Units;

namespace Hybrid.Core.Elements;

/// <content>Covalent radii.</content>
public static partial class Element
{
    /// <summary>H to Og, in picometres.</summary>
    private static readonly short[] CovalentRadiiInPicometres =
    [
        32, 46, 133, 102, 85, 75, 71, 63, 64, 67, 155, 139, 126, 116, 111, 103, 99, 96,
        196, 171, 148, 136, 134, 122, 119, 116, 111, 110, 112, 118, 124, 121, 121, 116, 114, 117,
        210, 185, 163, 154, 147, 138, 128, 125, 125, 120, 128, 136, 142, 140, 140, 136, 133, 131,
        232, 196, 180, 163, 176, 174, 173, 172, 168, 169, 168, 167, 166, 165, 164, 170, 162, 152,
        146, 137, 131, 129, 122, 123, 124, 133, 144, 144, 151, 145, 147, 142, 223, 201, 186, 175,
        169, 170, 171, 172, 166, 166, 168, 168, 165, 167, 173, 176, 161, 157, 149, 143, 141, 134,
        129, 128, 121, 122, 136, 143, 162, 175, 165, 157,
    ];

    /// <summary>The covalent radius of an element in a single bond, bohr.</summary>
    /// <remarks>P. Pyykkö, M. Atsumi, Chem. Eur. J. 15, 186 (2009), doi:10.1002/chem.200800987.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public static double CovalentRadius(int atomicNumber) => IsKnown(atomicNumber)
        ? 0.01 * CovalentRadiiInPicometres[atomicNumber - 1] * Constants.BohrPerAngstrom
        : throw new ArgumentOutOfRangeException(nameof(atomicNumber), atomicNumber, $"An atomic number from 1 to {Count} was expected.");
}
