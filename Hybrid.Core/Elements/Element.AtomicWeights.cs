namespace Hybrid.Core.Elements;

public static partial class Element
{
    // In rows of ten. Elements without a characteristic terrestrial isotopic composition have the mass number of their
    // longest-lived isotope: Tc, Pm, Po to Ac, Np to Cm.
    private static readonly double[] StandardAtomicWeights =
    [
        1.0080, 4.0026, 6.94, 9.0122, 10.81, 12.011, 14.007, 15.999, 18.998, 20.180,
        22.990, 24.305, 26.982, 28.085, 30.974, 32.06, 35.45, 39.95, 39.098, 40.078,
        44.956, 47.867, 50.942, 51.996, 54.938, 55.845, 58.933, 58.693, 63.546, 65.38,
        69.723, 72.630, 74.922, 78.971, 79.904, 83.798, 85.468, 87.62, 88.906, 91.224,
        92.906, 95.95, 97, 101.07, 102.91, 106.42, 107.87, 112.41, 114.82, 118.71,
        121.76, 127.60, 126.90, 131.29, 132.91, 137.33, 138.91, 140.12, 140.91, 144.24,
        145, 150.36, 151.96, 157.25, 158.93, 162.50, 164.93, 167.26, 168.93, 173.05,
        174.97, 178.49, 180.95, 183.84, 186.21, 190.23, 192.22, 195.08, 196.97, 200.59,
        204.38, 207.2, 208.98, 209, 210, 222, 223, 226, 227, 232.04,
        231.04, 238.03, 237, 244, 243, 247,
    ];

    /// <summary>
    /// The standard atomic weight (Da): the mean mass of an atom of normal terrestrial material; where nature has no such
    /// mean (Tc, Pm, Po to Ac, Np to Cm) the mass number of the longest-lived isotope.
    /// </summary>
    /// <param name="atomicNumber">1 (H) to 96 (Cm).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no weight for this atomic number.</exception>
    /// <remarks>
    /// IUPAC's abridged values of 2021, five significant figures: Prohaska et al., Pure Appl. Chem. 94, 573 (2022),
    /// doi:10.1515/pac-2019-0603, table 2.
    /// </remarks>
    public static double StandardAtomicWeight(int atomicNumber) => atomicNumber >= 1 && atomicNumber <= StandardAtomicWeights.Length
        ? StandardAtomicWeights[atomicNumber - 1]
        : throw new ArgumentOutOfRangeException(nameof(atomicNumber), atomicNumber, $"An atomic number from 1 to {StandardAtomicWeights.Length} was expected.");
}
