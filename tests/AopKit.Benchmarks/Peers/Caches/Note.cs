namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>The metadata of the benchmark's pages: one object, attached to many.</summary>
internal sealed class Note
{
    public static readonly Note Shared = new();
}
