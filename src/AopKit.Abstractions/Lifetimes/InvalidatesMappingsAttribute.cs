namespace AopKit.Lifetimes;

/// <summary>
/// On a method: what was looked up before in the object that it is called on (<see cref="MappingAttribute"/>) is out of
/// date after it.
/// </summary>
/// <remarks>Read by AOP1008.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InvalidatesMappingsAttribute : Attribute
{
    /// <summary>
    /// Whether the arguments decide which mappings are meant, so that AOP1008 speaks only if it is asked for what may
    /// be broken. Default: false, all of them.
    /// </summary>
    public bool Part { get; set; }
}
