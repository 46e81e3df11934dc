using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>Which calls put something into a collection, and which take something out.</summary>
internal static class Collections
{
    private static readonly ImmutableHashSet<string> s_adds = ImmutableHashSet.Create(
        "Add", "AddRange", "InsertRange", "TryAdd", "AddOrUpdate", "GetOrAdd", "AddFirst", "AddLast", "AddBefore",
        "AddAfter", "Insert", "Enqueue", "Push", "TryWrite", "WriteAsync", "Set", "Post", "SendAsync");

    private static readonly ImmutableHashSet<string> s_removes = ImmutableHashSet.Create(
        "Remove", "RemoveAt", "RemoveAll", "RemoveWhere", "RemoveRange", "RemoveFirst", "RemoveLast", "Clear",
        "TryRemove", "Dequeue",
        "TryDequeue", "Pop", "TryPop", "TryTake", "TryRead");

    public static bool Adds(string method) => s_adds.Contains(method);

    public static bool Removes(string method) => s_removes.Contains(method);

    /// <summary>An enumerable, a channel's end, or a type of the collection namespaces.</summary>
    public static bool IsCollection(ITypeSymbol? type) => type is not null
        && (type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable)
            || type.SpecialType == SpecialType.System_Collections_IEnumerable
            || type.Name is "ChannelWriter" or "ChannelReader" or "ConditionalWeakTable");
}
