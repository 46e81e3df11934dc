namespace AopKit.Lifetimes;

/// <summary>
/// On a metadata type, or a field or property of one: it holds state that a dirty page needs until it is written.
/// </summary>
/// <remarks>Read by AOP4006.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class UnwrittenStateAttribute : Attribute;
