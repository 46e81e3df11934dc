namespace AopKit;

/// <summary>A callback threw, or broke the contract, and the engine went on as E15 says.</summary>
/// <param name="SpaceName">Name of the address space, or of the shrinker.</param>
/// <param name="Index">The page; null where the callback is about no page.</param>
/// <param name="Callback">Name of the callback.</param>
/// <param name="Clause">The clause that tells what the engine made of it, for example <c>E15</c> or <c>C1</c>.</param>
/// <param name="Exception">What was thrown, or a <see cref="ContractViolationException"/>.</param>
public sealed record CallbackFailure(
    string SpaceName, PageIndex? Index, string Callback, string Clause, Exception Exception);
