using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>Calls of the framework that run a delegate later, or on another thread.</summary>
internal static class DeferredCalls
{
    private static readonly ImmutableHashSet<string> s_calls = ImmutableHashSet.Create(
        "Task.Run", "Task..ctor", "Task.ContinueWith", "TaskFactory.StartNew", "TaskFactory.ContinueWhenAll",
        "Thread..ctor",
        "ThreadPool.QueueUserWorkItem", "ThreadPool.UnsafeQueueUserWorkItem", "ThreadPool.RegisterWaitForSingleObject",
        "Timer..ctor",
        "CancellationToken.Register", "CancellationToken.UnsafeRegister", "SynchronizationContext.Post");

    public static bool Contains(IMethodSymbol method) =>
        s_calls.Contains(method.ContainingType?.Name + "." + method.Name)
        && method.ContainingNamespace is { Name: "Threading" or "Tasks" or "Timers" };

    /// <summary>Whether what gave up its registration has seen the delegate run, or knows that it never will.</summary>
    public static bool Unregisters(IMethodSymbol method) =>
        method is { Name: "Dispose" or "DisposeAsync", ContainingType.Name: "CancellationTokenRegistration" };

    /// <summary>Whether a member waits for the task that it is called on, or for the tasks that it is given.</summary>
    public static bool Waits(string member) => member is "Wait" or "WaitAll" or "GetResult" or "Join" or "Result";
}
