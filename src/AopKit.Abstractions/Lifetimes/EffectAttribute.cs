namespace AopKit.Lifetimes;

/// <summary>Says what a call may do besides its result.</summary>
/// <remarks>
/// Read by AOP3001, AOP3003 and AOP3004, also through methods of the same compilation that make the call.
/// </remarks>
/// <param name="effects">All effects that the call may have.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Constructor)]
public sealed class EffectAttribute(Effects effects) : Attribute
{
    /// <summary>All effects that the call may have.</summary>
    public Effects Effects { get; } = effects;
}
