namespace AopKit.Lifetimes;

/// <summary>On a property of a page type: it shows the metadata that is attached to the page, or null.</summary>
/// <remarks>Read by AOP1001, AOP1002, AOP1003, AOP1004, AOP4001, AOP4002, AOP4005 and AOP4006.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AttachedMetadataAttribute : Attribute;
