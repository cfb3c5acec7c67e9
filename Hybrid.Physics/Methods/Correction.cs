namespace Hybrid.Physics.Methods;

/// <summary>
/// What learning, or anyone outside this library, does to a Hamiltonian while it is made. Called once per structure, before any layer
/// reads a parameter; reads geometry and elements only. One that does nothing leaves the physics as it is, to the last bit.
/// </summary>
/// <param name="seams">Where it may act; there are no other places.</param>
public delegate void Correction(CorrectionSeams seams);
