namespace AopKit.Lifetimes;

/// <summary>
/// Says that the result is a mapping: where something lies now, as an object that knows it says (a block number, an
/// extent, an offset). It is out of date after a call marked <see cref="InvalidatesMappingsAttribute"/> on that object.
/// </summary>
/// <remarks>Read by AOP1008; a name that does not resolve is AOP5001.</remarks>
/// <param name="owner">The object that knows: the name of a parameter, or <c>"this"</c>.</param>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class MappingAttribute(string owner = "this") : Attribute
{
    /// <summary>The name of the parameter that knows where it lies, or <c>"this"</c>.</summary>
    public string Owner { get; } = owner;
}
