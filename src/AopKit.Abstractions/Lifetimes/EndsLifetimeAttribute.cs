namespace AopKit.Lifetimes;

/// <summary>
/// Says that the call ends the life of an argument, or (on a method) of the object that the method is called on.
/// </summary>
/// <remarks>Read by AOP1001, AOP1005, AOP1006, AOP1007, AOP2001 and AOP2003.</remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method)]
public sealed class EndsLifetimeAttribute : Attribute
{
    /// <summary>When the life ends. Default: after every normal return.</summary>
    public EndsWhen When { get; set; }

    /// <summary>
    /// With <see cref="EndsWhen.ReturnsValue"/>: the constant (of an enum) whose return means that the life has ended.
    /// </summary>
    public object? Value { get; set; }

    /// <summary>Whether ending the same life twice is harmless, so that AOP2001 stays silent. Default: false.</summary>
    public bool Idempotent { get; set; }
}
