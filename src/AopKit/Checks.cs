namespace AopKit;

/// <summary>How much of the client's half of the contract is checked at run time.</summary>
public enum Checks
{
    /// <summary>Nothing that costs.</summary>
    Off,

    /// <summary>
    /// Answers that do not fit the metadata, ended twice, used after the end: reported on <c>CallbackFailed</c>.
    /// </summary>
    Basic,

    /// <summary>
    /// Besides: freed frames are poisoned, callbacks that block or re-enter are detected, a thread that would wait for
    /// its own pin is stopped, and a page that leaves with disposable metadata that nobody can end is told of.
    /// Violations throw <see cref="ContractViolationException"/> where there is a caller to throw to. For tests: it
    /// costs.
    /// </summary>
    Full,
}
