namespace AopKit.Lifetimes;

/// <summary>A contract of a member of an assembly that cannot be changed, as a line of text.</summary>
/// <remarks>Read by all rules; a line that does not resolve is AOP5001.</remarks>
/// <param name="id">The documentation-comment id of the member or type.</param>
/// <param name="contract">
/// What a line of a <c>*.lifetimes.txt</c> file says behind the id: <c>acquires</c>, <c>array: ends</c>.
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ExternalContractAttribute(string id, string contract) : Attribute
{
    /// <summary>The documentation-comment id of the member or type.</summary>
    public string Id { get; } = id;

    /// <summary>What is said of it.</summary>
    public string Contract { get; } = contract;
}
