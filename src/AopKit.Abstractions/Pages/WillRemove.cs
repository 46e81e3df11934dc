namespace AopKit;

/// <summary>How sure it is that the page goes if the release callback lets it go.</summary>
public enum WillRemove
{
    /// <summary>It is not meant to go: only the metadata is wanted.</summary>
    No,

    /// <summary>It is meant to go, but a pin or a write that comes between may keep it.</summary>
    Likely,

    /// <summary>It goes: it is frozen, clean and has no pin.</summary>
    Certain,
}
