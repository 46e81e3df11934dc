using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>
/// The map from logical addresses to the device: a sorted array, replaced when a chunk is added while the file system
/// is being opened, and read without a lock afterwards.
/// </summary>
internal sealed class ChunkMap
{
    private readonly List<Chunk> _chunks = [];

    public int Count => _chunks.Count;

    /// <summary>
    /// Adds a chunk. The same one may come twice: system chunks stand in the superblock and in the tree.
    /// </summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="item">Where it was read, for the message.</param>
    /// <exception cref="ImageCorruptException">It overlaps another one.</exception>
    public void Add(Chunk chunk, Structure item)
    {
        int after = FirstAfter(chunk.Logical);
        if (after > 0 && _chunks[after - 1] == chunk)
        {
            return;
        }

        bool overlaps = (after > 0 && _chunks[after - 1].End > chunk.Logical)
            || (after < _chunks.Count && _chunks[after].Logical < chunk.End);
        item.Require(!overlaps, $"its logical bytes {chunk.Logical}..{chunk.End} overlap another chunk's");
        _chunks.Insert(after, chunk);
    }

    /// <summary>Finds the chunk that holds the logical byte <paramref name="address"/>.</summary>
    public bool TryFind(long address, out Chunk chunk)
    {
        int after = FirstAfter(address);
        chunk = after > 0 ? _chunks[after - 1] : default;
        return after > 0 && address < chunk.End;
    }

    /// <summary>
    /// The first logical byte at or after <paramref name="address"/> that a chunk holds, if there is one.
    /// </summary>
    public long? NextMapped(long address)
    {
        int after = FirstAfter(address);
        return after > 0 && address < _chunks[after - 1].End ? address
            : after < _chunks.Count ? _chunks[after].Logical
            : null;
    }

    /// <summary>Adds the chunks of the superblock's array, which are keys and chunk items without a gap.</summary>
    public void AddSystemChunks(SuperBlock super, long deviceLength)
    {
        var array = new Structure(super.SystemChunks.Span, "system chunk array", super.SystemChunksAddress);
        int at = 0;
        while (at < array.Length)
        {
            BtrfsKey key = array.Key(at);
            at += BtrfsKey.Bytes;
            Structure item = array.Part(at, array.Length - at);
            Add(Chunk.Parse(item, key, super, deviceLength), item);
            at += Chunk.HeaderBytes + (item.U16(44) * Chunk.StripeBytes);
        }
    }

    // The position of the first chunk that begins after the address.
    private int FirstAfter(long address)
    {
        int low = 0;
        int high = _chunks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_chunks[middle].Logical <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
