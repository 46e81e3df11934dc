namespace AopKit.Lifetimes;

/// <summary>On a method of a page type: it takes the metadata off the page and gives it back.</summary>
/// <remarks>Read by AOP2002, AOP4001, AOP4002, AOP4004 and AOP4007.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DetachesAttribute : Attribute;
