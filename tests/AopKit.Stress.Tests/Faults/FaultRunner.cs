using System.Reflection;
using AopKit.Checking;
using AopKit.Testing;
using Xunit.Sdk;

namespace AopKit.Stress.Tests.Faults;

/// <summary>Runs one test in this process, with a fault or without. A test that hangs has failed.</summary>
internal static class FaultRunner
{
    /// <summary>
    /// How long a parked thread waits, so that a fault which makes somebody wait for ever is soon seen.
    /// </summary>
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(3);

    /// <summary>How long a test may take that waits without a watchdog.</summary>
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(20);

    /// <summary>Runs every row of a test.</summary>
    /// <returns>Null if it passed; otherwise the first line of what it failed with.</returns>
    public static string? Run(FaultCase entry, FaultId fault)
    {
        TimeSpan watchdog = ParkedThread.Watchdog;
        try
        {
            if (fault != FaultId.None)
            {
                ParkedThread.Watchdog = s_watchdog;
            }

            return Rows(entry.Test).Select(row => RunRow(entry, row, fault)).FirstOrDefault(
                failure => failure is not null);
        }
        finally
        {
            ParkedThread.Watchdog = watchdog;
        }
    }

    private static IEnumerable<object?[]> Rows(MethodInfo test)
    {
        var sources = test.GetCustomAttributes<DataAttribute>().ToList();
        return sources.Count == 0 ? [[]] : sources.SelectMany(source => source.GetData(test));
    }

    private static string? RunRow(FaultCase entry, object?[] row, FaultId fault)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record(entry, row)) { IsBackground = true };
        Fault.Current = fault;
        try
        {
            // Without the caller's ExecutionContext, as a test runner's thread has none of ours.
            thread.UnsafeStart();
            return thread.Join(s_hang) ? FirstLine(failure) : "it hung";
        }
        finally
        {
            Fault.Current = FaultId.None;
        }
    }

    private static Exception? Record(FaultCase entry, object?[] row)
    {
        object instance = Activator.CreateInstance(entry.Class)!;
        Exception? failure = Catch(() => (entry.Test.Invoke(instance, row) as Task)?.GetAwaiter().GetResult());

        // What the test says is worth more than what its teardown says of the ruins.
        Exception? ruins = Catch(() => (instance as IDisposable)?.Dispose());
        return failure ?? ruins;
    }

    private static Exception? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static string? FirstLine(Exception? failure) =>
        failure is null ? null : $"{failure.GetType().Name}: {failure.Message.Split('\n')[0].TrimEnd()}";
}
