using AopKit.Checking;

namespace AopKit.Stress.Tests.Faults;

/// <summary>
/// The table clause × fault × test: whether each fault makes its test fail, and the test passes without it.
/// </summary>
internal static class FaultTable
{
    /// <returns>Whether every fault is caught.</returns>
    public static bool Print(TextWriter output)
    {
        if (!Fault.AreCompiledIn)
        {
            output.WriteLine("This build has no faults: run it in the Debug configuration.");
            return false;
        }

        int caughtCount = 0;
        foreach (FaultCase entry in FaultCase.All)
        {
            string? without = FaultRunner.Run(entry, FaultId.None);
            string? with = FaultRunner.Run(entry, entry.Fault);
            bool isCaught = without is null && with is not null;
            caughtCount += isCaught ? 1 : 0;
            output.WriteLine(
                $"{entry.Clause,-4} {entry.Fault,-32} {(isCaught ? "caught" : "NOT CAUGHT"),-10} {entry.Test.Name}");
            output.WriteLine($"     without the fault: {without ?? "passes"}");
            output.WriteLine($"     with it: {with ?? "passes"}");
        }

        output.WriteLine($"{caughtCount} of {FaultCase.All.Count} faults are caught.");
        return caughtCount == FaultCase.All.Count;
    }
}
