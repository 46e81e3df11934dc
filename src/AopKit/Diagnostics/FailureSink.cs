namespace AopKit.Diagnostics;

/// <summary>Where callbacks that threw or broke the contract are counted and surfaced (E15).</summary>
internal sealed class FailureSink(Counters counters, Hooks hooks, Checks checks)
{
    public event Action<CallbackFailure>? Failed;

    public Checks Checks { get; } = checks;

    public void Report(string spaceName, PageIndex? index, string callback, string clause, Exception exception)
    {
        Counters.Add(ref counters.CallbackFailures);
        try
        {
            var failure = new CallbackFailure(spaceName, index, callback, clause, exception);
            EngineEvents.Log.CallbackFailed(hooks, failure);
            Failed?.Invoke(failure);
        }
        catch (Exception)
        {
            // A handler that throws must not change what the engine does: the failure is counted, and that is all that
            // can be done.
        }
    }

    /// <summary>
    /// Reports what a callback threw; a check that stopped it says which clause it broke, anything else is E15's.
    /// </summary>
    public void ReportContained(string spaceName, PageIndex? index, string callback, Exception exception)
    {
        string clause = exception is ContractViolationException violation ? violation.Clause : "E15";
        Report(spaceName, index, callback, clause, exception);
    }

    /// <summary>Reports a broken clause; under <see cref="Checks.Full"/> it throws besides.</summary>
    public void ReportViolation(
        string spaceName, PageIndex? index, string callback, ContractViolationException violation)
    {
        if (Checks == Checks.Off)
        {
            return;
        }

        Report(spaceName, index, callback, violation.Clause, violation);
        if (Checks == Checks.Full)
        {
            throw violation;
        }
    }
}
