namespace AopKit.Lifetimes;

/// <summary>
/// On a parameter: the callee may use the argument during the call and must not keep it. On a result: the receiver may
/// use it while the object that it came from lives, and must not keep it longer.
/// </summary>
/// <remarks>Read by AOP1002, AOP1003, AOP1004, AOP1005 and AOP1006.</remarks>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class BorrowedAttribute : Attribute
{
    /// <summary>
    /// On a parameter of a method that returns a task: the argument may be used until that task has ended, so also
    /// after an <c>await</c>. Default: false, only until the call returns, which is at the first <c>await</c>.
    /// </summary>
    public bool UntilTaskEnds { get; set; }
}
