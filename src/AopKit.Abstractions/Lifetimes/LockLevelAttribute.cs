namespace AopKit.Lifetimes;

/// <summary>
/// On a lock, or on a method that takes one and gives back what ends it: its place in the order of locks. A thread that
/// holds a lock takes only locks of a higher level.
/// </summary>
/// <remarks>Read by AOP3005.</remarks>
/// <param name="level">The level; the outermost locks have the lowest.</param>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Method)]
public sealed class LockLevelAttribute(int level) : Attribute
{
    /// <summary>The level; the outermost locks have the lowest.</summary>
    public int Level { get; } = level;
}
