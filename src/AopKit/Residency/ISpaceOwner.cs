namespace AopKit.Residency;

/// <summary>An address space as its users hold it, for the cache that made it.</summary>
internal interface ISpaceOwner
{
    /// <summary>The cache's nouns.</summary>
    PageStore Store { get; }

    /// <summary>The engine's view of it.</summary>
    Space Space { get; }
}
