namespace Hybrid.Physics.Models;

/// <summary>A prediction was asked to be converged, but is not.</summary>
public sealed class NotConvergedException : Exception
{
    internal NotConvergedException(Certificate certificate)
        : base(certificate.ToString())
    {
        Certificate = certificate;
    }

    /// <summary>How the calculation ended.</summary>
    public Certificate Certificate { get; }
}
