using System.Runtime.CompilerServices;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Reclaim.Rings;

/// <summary>The frames of a cache as pages of one shard's rings.</summary>
/// <remarks>
/// The byte of a frame in <see cref="FrameLinks"/> holds its place in the low four bits and its shard in the high ones,
/// so that who has a frame finds the lock that guards it.
/// </remarks>
internal readonly unsafe struct FramePages(PageStore store, int shard) : IRingPages
{
    public const int MaxShards = 16;

    private const int ShardShift = 4;
    private const int PlaceMask = (1 << ShardShift) - 1;

    // Of the store, beside it, because each step of a ring needs them several times.
    private readonly FrameAddresses _frames = store.Frames.Addresses;
    private readonly FrameLinks _links = store.Frames.Links;

    public static RingPlace PlaceOf(byte place) => (RingPlace)(place & PlaceMask);

    public static int ShardOf(byte place) => place >> ShardShift;

    public static bool IsChosen(byte place) => PlaceOf(place) is RingPlace.ChosenSmall or RingPlace.ChosenMain;

    public ref int Next(int page) => ref _links.Next(page);

    public ref int Previous(int page) => ref _links.Previous(page);

    public ref uint Stamp(int page) => ref _frames.Header(page)->Stamp;

    public void Prefetch(int page) => FrameAddresses.Prefetch((byte*)_frames.Header(page));

    public RingPlace Place(int page) => PlaceOf(Volatile.Read(ref _links.Place(page)));

    public void SetPlace(int page, RingPlace place) => Volatile.Write(
        ref _links.Place(page),
        place == RingPlace.None ? (byte)0 : (byte)((shard << ShardShift) | (int)place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Frequency(int page) => FrameState.Frequency(FrameState.Read(ref _frames.State(page)));

    public void SetFrequency(int page, int frequency) =>
        FrameState.SetFrequency(ref _frames.State(page), frequency);

    /// <summary>
    /// Pinned, locked, not filled yet, or being written. A dirty page is not held: who takes it writes it first.
    /// </summary>
    public bool IsHeld(int page)
    {
        const long Holding = FrameState.Locked | FrameState.Frozen | FrameState.Unlinked | FrameState.Writeback;
        long word = FrameState.Read(ref _frames.State(page));
        return FrameState.HasAny(word, Holding) || !FrameState.Has(word, FrameState.Uptodate)
            || (FrameState.Pins(word) > 0 && !IsAskedForUnderPins(page));
    }

    /// <summary>
    /// Whether the page in a frame is asked for again and again although somebody holds a pin on it: the definition of
    /// <see cref="ReleaseProtocol.Classic"/>.
    /// </summary>
    public bool StaysCandidate(int page) => ProtocolOf(page) == ReleaseProtocol.Classic;

    /// <summary>
    /// Under <see cref="ReleaseProtocol.TwoPhase"/> a pinned page is asked for once, since it takes no harm from an
    /// abort, and then parked like others.
    /// </summary>
    private bool IsAskedForUnderPins(int page) => ProtocolOf(page) switch
    {
        ReleaseProtocol.Classic => true,
        ReleaseProtocol.TwoPhase => Place(page) is RingPlace.Small or RingPlace.Main,
        _ => false,
    };

    private ReleaseProtocol? ProtocolOf(int page) =>
        store.Spaces[_frames.Header(page)->SpaceId]?.Options.ReleaseProtocol;
}
