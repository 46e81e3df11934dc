namespace AopKit.Lifetimes;

/// <summary>
/// Says that a value of this struct is one claim, held by one variable: it remembers in its own fields whether the
/// claim has ended, and a copy would not hear of it. To use only one of the two after a copy is a move, and fine.
/// </summary>
/// <remarks>
/// Read by AOP2004. A struct whose copies are the same claim, as those of <see cref="PageLease{T}"/> are, does not need
/// it: AOP1001 and AOP2001 follow the claim through all copies.
/// </remarks>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class MoveOnlyAttribute : Attribute;
