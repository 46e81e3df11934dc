namespace AopKit;

/// <summary>
/// A client broke a clause of the contract and a debug check saw it (<c>PageCacheOptions.Checks</c>).
/// </summary>
/// <param name="clause">The clause, for example <c>C3</c>.</param>
/// <param name="message">What was done, where, and what to do instead.</param>
public sealed class ContractViolationException(string clause, string message)
    : PageCacheException($"{clause}: {message}")
{
    /// <summary>The clause that was broken.</summary>
    public string Clause { get; } = clause;
}
