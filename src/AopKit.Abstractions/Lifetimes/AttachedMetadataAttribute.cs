namespace AopKit.Lifetimes;

/// <summary>On a property of a page type: it shows the metadata that is attached to the page, or null.</summary>
/// <remarks>Read by AOP1001, AOP1002, AOP1003, AOP1004, AOP1010, AOP4001, AOP4002, AOP4005 and AOP4006.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AttachedMetadataAttribute : Attribute
{
    /// <summary>
    /// Whether another thread may take the metadata off between two reads, so that a test of the property says nothing
    /// about the next read of it; what was read once and tested stays as it is. Default: false, the page is locked.
    /// </summary>
    public bool MayChange { get; set; }
}
