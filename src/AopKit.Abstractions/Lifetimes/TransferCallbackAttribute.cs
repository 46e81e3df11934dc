namespace AopKit.Lifetimes;

/// <summary>
/// On a callback that moves a page to another frame: the answer that says that the metadata moved with it.
/// </summary>
/// <remarks>Read by AOP4004.</remarks>
/// <param name="moved">The answer that says that the page, with its metadata, is now in the new frame.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TransferCallbackAttribute(object moved) : Attribute
{
    /// <summary>The answer that says that the page, with its metadata, is now in the new frame.</summary>
    public object Moved { get; } = moved;
}
