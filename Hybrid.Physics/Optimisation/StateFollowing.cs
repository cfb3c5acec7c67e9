namespace Hybrid.Physics.Optimisation;

/// <summary>Which state an excited surface is, from one structure to the next.</summary>
public enum StateFollowing
{
    /// <summary>The N-th by energy at every structure; that its character changed is a warning.</summary>
    ByEnergy,

    /// <summary>The N-th by energy at the first structure, then the one that resembles the state before most.</summary>
    ByCharacter,
}
