using AopKit.Callbacks;
using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>
/// The engine's view of one address space: its index, its counts, its phase and its client. All writes hold the gate.
/// </summary>
internal sealed class Space(int id, AddressSpaceOptions options, RemoveNotification notification)
{
    /// <summary>
    /// Guards everything here, the index included. A leaf lock: nothing else is taken, and nobody is called, while it
    /// is held.
    /// </summary>
    public readonly Gate Gate = new();

    /// <summary>Fills in progress, by page index.</summary>
    public readonly Dictionary<long, FillOperation> Fills = [];

    public long PageCount;
    public long DirtyCount;

    /// <summary>
    /// Pages that have left the index and whose removal has not ended: pins are held, or OnRemove runs.
    /// </summary>
    public long LeavingCount;

    public int Id { get; } = id;

    public AddressSpaceOptions Options { get; } = options;

    public string Name => Options.Name;

    public RemoveNotification Notification { get; } = notification;

    public RadixIndex Index { get; } = new();

    public WritebackErrors Errors { get; } = new();

    /// <summary>
    /// Set once, right after construction: the edge needs the user's view of the space, which needs this.
    /// </summary>
    public SpaceCallbacks Callbacks { get; set; } = null!;

    /// <summary>Whether its pages can have metadata: not if the client's type is <see cref="NoMetadata"/>.</summary>
    public bool HasMetadata => Callbacks.HasMetadata;

    public SpacePhase Phase { get; set; }

    public AddressSpace Owner => Callbacks.Owner;

    public bool IsExiting => Phase >= SpacePhase.Exiting;

    /// <summary>Ends the token of asynchronous fills at teardown.</summary>
    public CancellationTokenSource Exiting { get; } = new();

    public void ThrowIfExiting() => ObjectDisposedException.ThrowIf(IsExiting, Owner);

    /// <summary>Wakes who waits for a change of phase or of counts. Gate held.</summary>
    public void Pulse() => Gate.PulseAll();
}
