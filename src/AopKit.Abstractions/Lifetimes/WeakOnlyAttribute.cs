namespace AopKit.Lifetimes;

/// <summary>
/// Says that the result, or an <c>out</c> argument, was found through a weak reference: it may be past its life. Where
/// its type says how to ask (<see cref="RevalidateAttribute"/>), that comes first.
/// </summary>
/// <remarks>Read by AOP1012. The weak references of .NET need no mark.</remarks>
[AttributeUsage(
    AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class WeakOnlyAttribute : Attribute;
