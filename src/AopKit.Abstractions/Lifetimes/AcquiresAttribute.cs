namespace AopKit.Lifetimes;

/// <summary>Says that the result, or an <c>out</c> argument, is a claim that the receiver must end once.</summary>
/// <remarks>
/// The claim ends through a member marked <see cref="EndsLifetimeAttribute"/> (or through <c>Dispose</c>, when the type
/// has one). Read by AOP1001, AOP1005, AOP1006, AOP1007, AOP2001 and AOP2003.
/// </remarks>
[AttributeUsage(
    AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Property
    | AttributeTargets.Constructor)]
public sealed class AcquiresAttribute : Attribute
{
    /// <summary>
    /// Whether nothing is lost if nobody ends the claim (a rented array, which the garbage collector takes). Then
    /// AOP2003 speaks only where doubtful findings are asked for. Default: false.
    /// </summary>
    public bool MayBeDropped { get; set; }
}
