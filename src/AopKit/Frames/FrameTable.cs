using System.Runtime.CompilerServices;

namespace AopKit.Frames;

/// <summary>
/// All frames of a cache: bytes, headers, and the place of each page's metadata. Knows nothing about owners.
/// </summary>
internal sealed unsafe class FrameTable
{
    private readonly FrameMemory _memory;
    private readonly MetadataTable _metadata;

    private readonly FrameAddresses _addresses;
    private long _lastGeneration;

    public FrameTable(int capacity, int pageSize, HugePages hugePages = HugePages.Default)
    {
        PageSize = pageSize;
        Capacity = capacity;
        _memory = new FrameMemory(capacity, pageSize, hugePages);
        _metadata = new MetadataTable(capacity);
        _addresses = new FrameAddresses(_memory.Headers, _memory.Bytes, pageSize);
    }

    public int PageSize { get; }

    public int Capacity { get; }

    /// <summary>The native memory, for who gives frames out and takes them back.</summary>
    public FrameMemory Native => _memory;

    /// <summary>Where headers and bytes lie, for those who look at frames often.</summary>
    public ref readonly FrameAddresses Addresses => ref _addresses;

    public ref FrameHeader Header(int frame) => ref *Addresses.Header(frame);

    /// <inheritdoc cref="FrameAddresses.State"/>
    public ref long State(int frame) => ref Addresses.State(frame);

    public Span<byte> Bytes(int frame) => Addresses.Bytes(frame);

    /// <summary>Tells the processor that the frame's header is wanted soon.</summary>
    public void PrefetchHeader(int frame) => FrameAddresses.Prefetch((byte*)Addresses.Header(frame));

    /// <summary>The same for the beginning of its bytes.</summary>
    public void PrefetchBytes(int frame) => FrameAddresses.Prefetch(Addresses.FirstByte(frame));

    /// <summary>The same for what is looked at, beside the header, when its page ends.</summary>
    public void PrefetchRest(int frame)
    {
        FrameAddresses.Prefetch((byte*)Unsafe.AsPointer(ref Notes.ChargeBytes(frame)));
        FrameAddresses.Prefetch((byte*)Unsafe.AsPointer(ref _metadata.Place(frame)));
    }

    /// <summary>A frame's bytes for an asynchronous callback.</summary>
    public FrameBytes Memory() => new(_memory);

    /// <summary>What is seldom asked of a frame.</summary>
    public FrameNotes Notes => _memory.Notes;

    /// <summary>What the reclaim policy keeps of a frame.</summary>
    public FrameLinks Links => _memory.Links;

    /// <inheritdoc cref="MetadataTable.Place"/>
    public ref object? Metadata(int frame) => ref _metadata.Place(frame);

    /// <summary>Whether a page that can have metadata was ever near this frame.</summary>
    public bool HasMetadataPlace(int frame) => _metadata.HasPlace(frame);

    public PageHandle Handle(int frame) => new(frame, Header(frame).Generation);

    /// <summary>
    /// Makes a free frame the frame of a new page: locked, pinned once by the caller, not filled. From here on a pin
    /// that a late lookup adds is its own matter: it takes it back.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="spaceId">The page's address space.</param>
    /// <param name="index">The page's index.</param>
    /// <param name="hasMetadata">Whether the space's pages can have metadata: then there is a place for it from here
    /// on, so that who is lent the place need not ask whether it is there.</param>
    /// <param name="numbers">The calling thread's generations.</param>
    public PageHandle Open(int frame, int spaceId, long index, bool hasMetadata, ref GenerationBlock numbers)
    {
        if (hasMetadata)
        {
            _metadata.MakePlace(frame);
        }

        ref FrameHeader header = ref Header(frame);
        long generation = numbers.Next(ref _lastGeneration);
        header.Generation = generation;
        header.Index = index;
        header.SpaceId = spaceId;
        Notes.ChargeBytes(frame) = 0;
        FrameState.Open(ref header.State);
        return new PageHandle(frame, generation);
    }

    /// <summary>
    /// Makes a free frame the new place of the page in another: same generation, locked, pinned once, not yet filled.
    /// </summary>
    public PageHandle OpenMoved(int from, int to)
    {
        ref FrameHeader source = ref Header(from);
        ref FrameHeader target = ref Header(to);
        target.Generation = source.Generation;
        target.Index = source.Index;
        target.SpaceId = source.SpaceId;
        target.Stamp = source.Stamp;
        if (_metadata.HasPlace(from))
        {
            _metadata.MakePlace(to);
        }

        Notes.ChargeBytes(to) = 0;
        FrameState.Open(ref target.State);
        return new PageHandle(to, target.Generation);
    }

    /// <summary>Ends a frozen frame's page: no metadata, a new version, frozen until it is opened again.</summary>
    /// <returns>The word before, for <see cref="FrameWaiters.Wake"/>.</returns>
    public long Close(int frame)
    {
        _metadata.Clear(frame);
        return FrameState.Close(ref State(frame));
    }
}
