namespace AopKit.Lifetimes;

/// <summary>On a callback: the lifetime that ends where it is called.</summary>
/// <remarks>Read by AOP2002 and AOP4005.</remarks>
/// <param name="end">The lifetime that ends here.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndOfLifeAttribute(LifetimeEnd end) : Attribute
{
    /// <summary>The lifetime that ends here.</summary>
    public LifetimeEnd End { get; } = end;
}
