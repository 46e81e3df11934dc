using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>
/// Members of the framework that may wait: for a thread, a device, a process, the network. Data; the rule's page lists
/// them.
/// </summary>
internal static class BlockingMembers
{
    private const string Every = "*";

    private static readonly ImmutableDictionary<string, string[]> s_members = new Dictionary<string, string[]>
    {
        ["System.Threading.Thread"] = ["Sleep", "Join"],
        ["System.Threading.Tasks.Task"] = ["Wait", "WaitAll", "WaitAny", "Result"],
        ["System.Threading.Tasks.ValueTask"] = ["Result"],
        ["System.Threading.Tasks.Parallel"] = ["For", "ForEach", "Invoke"],
        ["System.Runtime.CompilerServices.TaskAwaiter"] = ["GetResult"],
        ["System.Runtime.CompilerServices.ValueTaskAwaiter"] = ["GetResult"],
        ["System.Runtime.CompilerServices.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter"] = ["GetResult"],
        ["System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter"] = ["GetResult"],
        ["System.Threading.WaitHandle"] = ["WaitOne", "WaitAll", "WaitAny", "SignalAndWait"],
        ["System.Threading.SemaphoreSlim"] = ["Wait"],
        ["System.Threading.ManualResetEventSlim"] = ["Wait"],
        ["System.Threading.CountdownEvent"] = ["Wait"],
        ["System.Threading.Barrier"] = ["SignalAndWait"],
        ["System.Threading.Monitor"] = ["Wait"],
        ["System.Threading.SpinWait"] = ["SpinUntil"],
        ["System.Collections.Concurrent.BlockingCollection"] = ["Take", "TakeFromAny", "GetConsumingEnumerable"],
        ["System.GC"] = ["WaitForPendingFinalizers"],
        ["System.Diagnostics.Process"] = ["WaitForExit", "WaitForInputIdle"],
        ["System.Console"] = ["Read", "ReadLine", "ReadKey"],
        ["System.IO.Stream"] =
            ["Read", "ReadByte", "ReadExactly", "ReadAtLeast", "Write", "WriteByte", "Flush", "CopyTo"],
        ["System.IO.RandomAccess"] = ["Read", "Write", "FlushToDisk", "SetLength"],
        ["System.IO.File"] = [Every],
        ["System.IO.Directory"] = [Every],
        ["System.IO.FileInfo"] =
        ["Open", "OpenRead", "OpenWrite", "OpenText", "Create", "CopyTo", "MoveTo", "Delete", "Replace"],
        ["System.Net.Sockets.Socket"] = ["Accept", "Connect", "Send", "SendTo", "Receive", "ReceiveFrom"],
        ["System.Net.Dns"] = ["GetHostEntry", "GetHostAddresses"],
        ["System.Net.Http.HttpClient"] = ["Send"],
    }.ToImmutableDictionary();

    // Streams over memory: the same members, and nothing to wait for.
    private static readonly ImmutableHashSet<string> s_harmless = ImmutableHashSet.Create(
        "System.IO.MemoryStream", "System.IO.UnmanagedMemoryStream");

    public static bool Contains(ISymbol member, ITypeSymbol? receiver)
    {
        for (ITypeSymbol? type = receiver; type is not null; type = type.BaseType)
        {
            if (s_harmless.Contains(NameOf(type)))
            {
                return false;
            }
        }

        // An override of the framework blocks as what it overrides; an override in the user's source is looked into
        // instead.
        for (ISymbol? current = member; current is not null && IsFromMetadata(current); current = Overridden(current))
        {
            if (current.ContainingType is { } type && s_members.TryGetValue(NameOf(type), out string[]? names)
                && (names.Contains(current.Name) || (names[0] == Every && Waits(current))))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsHarmless(ITypeSymbol? type) => type is not null && s_harmless.Contains(NameOf(type));

    private static bool IsFromMetadata(ISymbol symbol) => symbol.Locations.All(location => location.IsInMetadata);

    private static bool Waits(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary }
        && !member.Name.EndsWith("Async", StringComparison.Ordinal);

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    private static string NameOf(ITypeSymbol type) => type.ContainingType is { } outer
        ? NameOf(outer) + "." + type.Name
        : type.ContainingNamespace?.ToDisplayString() + "." + type.Name;
}
