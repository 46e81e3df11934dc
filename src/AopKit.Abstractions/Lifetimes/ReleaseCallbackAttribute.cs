namespace AopKit.Lifetimes;

/// <summary>
/// On a callback that is asked to give a page up and answers: which answer says that the metadata was detached, and
/// which say that it is still attached.
/// </summary>
/// <remarks>
/// Read by AOP1010, AOP4001, AOP4002, AOP4005 and AOP4006. Answers are constants: of an enum, or
/// <see langword="true"/> and <see langword="false"/>.
/// </remarks>
/// <param name="released">The answer that says that the metadata was detached.</param>
/// <param name="stillAttached">The answers that say that it was not.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReleaseCallbackAttribute(object released, params object[] stillAttached) : Attribute
{
    /// <summary>The answer that says that the metadata was detached.</summary>
    public object Released { get; } = released;

    /// <summary>The answers that say that the metadata is still attached.</summary>
    public IReadOnlyList<object> StillAttached { get; } = stillAttached;

    /// <summary>
    /// Whether <see cref="Released"/> only promises, so that nothing may be detached yet (TwoPhase:
    /// <c>CommitRelease</c> detaches).
    /// </summary>
    public bool PromiseOnly { get; set; }

    /// <summary>
    /// Name of a member of one of the callback's parameters that tells whether the page will go. Null: the callback
    /// cannot know.
    /// </summary>
    public string? RemovalMember { get; set; }

    /// <summary>
    /// The value of <see cref="RemovalMember"/> that says that the page goes for certain if the callback agrees; where
    /// it is known to hold, AOP4005 stays silent.
    /// </summary>
    public object? CertainRemoval { get; set; }

    /// <summary>
    /// The option under which the callback is made only for pages that nobody holds; a project that names it is not
    /// told by AOP1010 that metadata may go under a claim. Null: there is none.
    /// </summary>
    public object? OnlyUnheldUnder { get; set; }
}
