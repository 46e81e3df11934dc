namespace AopKit.Lifetimes;

/// <summary>
/// On a method: what was looked up before in the object that it is called on (<see cref="MappingAttribute"/>) is out of
/// date after it, and what was claimed from it is removed (<see cref="NeedsCurrentAttribute"/>).
/// </summary>
/// <remarks>Read by AOP1008 and AOP1009.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InvalidatesMappingsAttribute : Attribute
{
    /// <summary>
    /// Whether the arguments decide which are meant, so that the rules speak only if they are asked for what may be
    /// broken. Default: false, all of them.
    /// </summary>
    public bool Part { get; set; }
}
