namespace AopKit.Lifetimes;

/// <summary>
/// On a type that names a part of a page: which of its members tell where the part begins, how long it is, and whether
/// it is all.
/// </summary>
/// <remarks>Read by AOP4007.</remarks>
/// <param name="start">Name of the member that gives the first byte.</param>
/// <param name="length">Name of the member that gives the length (or the end).</param>
/// <param name="wholePage">Name of the member that tells whether the range is the whole page.</param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class)]
public sealed class PageRangeAttribute(string start, string length, string wholePage) : Attribute
{
    /// <summary>Name of the member that gives the first byte.</summary>
    public string Start { get; } = start;

    /// <summary>Name of the member that gives the length or the end.</summary>
    public string Length { get; } = length;

    /// <summary>Name of the member that tells whether the range is the whole page.</summary>
    public string WholePage { get; } = wholePage;
}
