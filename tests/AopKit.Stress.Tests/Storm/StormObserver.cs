using AopKit.Diagnostics;
using AopKit.Testing;

namespace AopKit.Stress.Tests.Storm;

/// <summary>
/// Sets every insertion of a storm against its removal, and counts by which door, and how attempts ended.
/// </summary>
internal sealed class StormObserver : PageObserver
{
    private readonly long[] _doors = new long[Enum.GetValues<RemoveReason>().Length];
    private readonly long[] _attempts = new long[Enum.GetValues<AttemptEnd>().Length];
    private long _stalls;

    public LifetimeLedger Pages { get; } = new();

    public override void Inserted(AddressSpace space, PageIndex index, long generation) => Pages.Insert(generation);

    public override void Removed(AddressSpace space, PageIndex index, long generation, RemoveReason reason)
    {
        Pages.Remove(generation, reason);
        Interlocked.Increment(ref _doors[(int)reason]);
    }

    public override void AttemptEnded(AddressSpace space, PageIndex index, long generation, AttemptEnd end) =>
        Interlocked.Increment(ref _attempts[(int)end]);

    public override void LookupStalled(AddressSpace space, PageIndex index, long elapsedTicks) =>
        Interlocked.Increment(ref _stalls);

    public override string ToString()
    {
        IEnumerable<string> doors = Enum.GetValues<RemoveReason>().Select(door => $"{door} {_doors[(int)door]}");
        IEnumerable<string> attempts = Enum.GetValues<AttemptEnd>().Select(end => $"{end} {_attempts[(int)end]}");
        return $"pages {string.Join(", ", doors)}; attempts {string.Join(", ", attempts)}; stalled lookups {_stalls}";
    }
}
