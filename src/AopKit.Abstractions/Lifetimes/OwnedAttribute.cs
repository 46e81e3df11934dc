namespace AopKit.Lifetimes;

/// <summary>
/// Says that ownership moves: a parameter takes it from the caller, a result gives it, a field or property keeps it for
/// its object.
/// </summary>
/// <remarks>
/// Whoever owns a claim is the one who ends it. Read by AOP1002, AOP1003, AOP1006, AOP2001 and AOP2003.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Field | AttributeTargets.Property
    | AttributeTargets.Method)]
public sealed class OwnedAttribute : Attribute;
