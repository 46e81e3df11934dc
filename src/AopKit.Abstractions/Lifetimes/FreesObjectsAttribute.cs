namespace AopKit.Lifetimes;

/// <summary>
/// On a callback that is asked to free objects: its answer tells how many it freed, not how many it was asked for.
/// </summary>
/// <remarks>
/// The answer is a number, or comes from a member of the answer's type whose parameter is marked
/// <see cref="FreedCountAttribute"/>. Read by AOP4003 and, for <see cref="Stop"/>, AOP3004.
/// </remarks>
/// <param name="requested">
/// Name of the parameter, or of a member of one of the parameters, that tells how many were asked for.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FreesObjectsAttribute(string requested) : Attribute
{
    /// <summary>
    /// Name of the parameter, or of a member of one of the parameters, that tells how many were asked for.
    /// </summary>
    public string Requested { get; } = requested;

    /// <summary>
    /// Name of the static member of the answer's type that says that nothing can be freed now. Null: there is none.
    /// </summary>
    public string? Stop { get; set; }
}
