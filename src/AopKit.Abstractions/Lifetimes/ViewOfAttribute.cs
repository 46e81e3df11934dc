namespace AopKit.Lifetimes;

/// <summary>
/// Says that the result looks into another object (a span, a memory, a sub-object) and must not be used after that
/// object's life.
/// </summary>
/// <remarks>Read by AOP1001, AOP1005, AOP1006, AOP1007; a name that does not resolve is AOP5001.</remarks>
/// <param name="owner">The name of a parameter, or <c>"this"</c>.</param>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ViewOfAttribute(string owner) : Attribute
{
    /// <summary>The name of the parameter that is looked into, or <c>"this"</c>.</summary>
    public string Owner { get; } = owner;
}
