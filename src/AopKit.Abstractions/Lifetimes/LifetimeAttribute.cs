namespace AopKit.Lifetimes;

/// <summary>On a metadata type, a field or a property: where the fact that it holds may end.</summary>
/// <remarks>Read by AOP1002 and AOP4005.</remarks>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Field
    | AttributeTargets.Property)]
public sealed class LifetimeAttribute : Attribute
{
    /// <summary>Where the fact ends.</summary>
    public LifetimeEnd EndsAt { get; set; }
}
