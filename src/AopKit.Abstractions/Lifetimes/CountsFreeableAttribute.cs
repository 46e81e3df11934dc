namespace AopKit.Lifetimes;

/// <summary>
/// On a callback that is asked how many objects could be freed: it counts and frees nothing, and its answer tells what
/// is there now.
/// </summary>
/// <remarks>Read by AOP4003.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CountsFreeableAttribute : Attribute;
