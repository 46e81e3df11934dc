namespace AopKit.Samples.Devices.Facts;

/// <summary>What ended a fact about a page, or the metadata that held it.</summary>
public enum FactEnd
{
    /// <summary>A release callback gave it up; whether the page then went is for the observer to find out.</summary>
    ReleaseCallback,

    /// <summary>The page was removed, and the removal callback ended it.</summary>
    OnRemove,

    /// <summary>The address space was released.</summary>
    AddressSpaceReleased,

    /// <summary>A shrinker took it under memory pressure.</summary>
    Shrunk,

    /// <summary>It was used for what it was kept for.</summary>
    Consumed,

    /// <summary>The client dropped it: its content was invalidated, or the client was closed.</summary>
    Dropped,
}
