namespace AopKit.Lifetimes;

/// <summary>
/// On a parameter of a method that makes the answer of a <see cref="FreesObjectsAttribute"/> callback: it is the count
/// of what was freed.
/// </summary>
/// <remarks>Read by AOP4003.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FreedCountAttribute : Attribute;
