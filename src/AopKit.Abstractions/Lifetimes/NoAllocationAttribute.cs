namespace AopKit.Lifetimes;

/// <summary>On a method: it allocates nothing on the managed heap, save on its way to an exception.</summary>
/// <remarks>Read by AOP3002.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NoAllocationAttribute : Attribute;
