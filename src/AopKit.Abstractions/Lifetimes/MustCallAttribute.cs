namespace AopKit.Lifetimes;

/// <summary>
/// Says that an object of the type, or the result of the call, must have one of the named methods called on it in the
/// end.
/// </summary>
/// <remarks>Read by AOP2001 and AOP2003; a name that does not resolve is AOP5001.</remarks>
/// <param name="methods">Names of methods of the type; calling any one of them meets the duty.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.ReturnValue)]
public sealed class MustCallAttribute(params string[] methods) : Attribute
{
    /// <summary>Names of the methods, any one of which meets the duty.</summary>
    public IReadOnlyList<string> Methods { get; } = methods;
}
