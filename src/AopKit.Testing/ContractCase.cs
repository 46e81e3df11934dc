namespace AopKit.Testing;

/// <summary>One check of a <see cref="ClientContract{T}"/>, for a test framework that runs rows.</summary>
/// <param name="Name">What is checked, under which protocol.</param>
/// <param name="Run">Runs it; throws if the client breaks the contract.</param>
public sealed record ContractCase(string Name, Action Run)
{
    /// <summary>The name, which test frameworks show.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
