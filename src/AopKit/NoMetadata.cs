namespace AopKit;

/// <summary>The metadata type of an address space that keeps none: nothing of it can be made.</summary>
public sealed class NoMetadata
{
    private NoMetadata()
    {
    }
}
