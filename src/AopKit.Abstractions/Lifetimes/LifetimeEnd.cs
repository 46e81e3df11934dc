namespace AopKit.Lifetimes;

/// <summary>
/// Whose lifetime a fact has: the places where it may end, from the earliest to the latest (contract, section 5).
/// </summary>
public enum LifetimeEnd
{
    /// <summary>The engine asks for the page, or only for its metadata: I/O state that can be rebuilt.</summary>
    ReleasePage,

    /// <summary>The page has left the cache: facts about the page's bytes.</summary>
    OnRemove,

    /// <summary>The address space ends: facts about the mapping.</summary>
    AddressSpace,

    /// <summary>The client decides: facts about a block or about the whole file system.</summary>
    Owner,
}
