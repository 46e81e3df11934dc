namespace AopKit.Lifetimes;

/// <summary>On a method of a page type: it attaches metadata to the page.</summary>
/// <remarks>Read by AOP2002, AOP4001, AOP4002 and AOP4004.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AttachesAttribute : Attribute;
