namespace AopKit.Lifetimes;

/// <summary>
/// On a type whose objects end before the garbage collector takes them (back to a pool, off their page): who comes to
/// one through a weak reference asks this member first whether it is still alive.
/// </summary>
/// <remarks>
/// Weak references are those of .NET, and what is marked <see cref="WeakOnlyAttribute"/>. Read by AOP1012; a name that
/// does not resolve is AOP5001.
/// </remarks>
/// <param name="member">
/// A method that answers <see langword="true"/>, or a property that is <see langword="true"/>, if the object is alive;
/// a method of another type vouches for it by returning.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class RevalidateAttribute(string member) : Attribute
{
    /// <summary>The name of the method or property that tells.</summary>
    public string Member { get; } = member;
}
