namespace AopKit.Lifetimes;

/// <summary>
/// On a method of a claim: it is of use only while what is claimed has not been removed from where it was found. After
/// a call that removes it (<see cref="InvalidatesMappingsAttribute"/> on the object that gave the claim) the member
/// named here is asked first.
/// </summary>
/// <remarks>Read by AOP1009; a name that does not resolve is AOP5001.</remarks>
/// <param name="member">The name of the property that tells whether it was removed.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsCurrentAttribute(string member) : Attribute
{
    /// <summary>The name of the property that tells whether it was removed.</summary>
    public string Member { get; } = member;

    /// <summary>What the property shows when it was removed. Default: <see langword="true"/>.</summary>
    public object? GoneWhen { get; set; } = true;
}
