using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>The device as the trees see it: addressed by logical bytes.</summary>
internal sealed class LogicalDevice(IDevice device, ChunkMap chunks)
{
    /// <summary>Reads a range of which every byte must lie in a chunk.</summary>
    /// <param name="address">The first logical byte.</param>
    /// <param name="destination">Filled whole.</param>
    /// <param name="structure">What leads there, for the message.</param>
    /// <param name="useMirror">Read the second copy where there is one.</param>
    /// <exception cref="ImageCorruptException">Part of it does not; <paramref name="structure"/> points
    /// there.</exception>
    public void Read(long address, Span<byte> destination, Structure structure, bool useMirror = false)
    {
        while (!destination.IsEmpty)
        {
            structure.Require(
                chunks.TryFind(address, out Chunk chunk), $"its logical address {address} is in no chunk");
            int count = (int)Math.Min(destination.Length, chunk.End - address);
            device.Read(Start(chunk, useMirror) + (address - chunk.Logical), destination[..count]);
            destination = destination[count..];
            address += count;
        }
    }

    /// <summary>
    /// Reads what of a range lies in chunks, and zeros for the rest. A page may reach beyond the chunk whose blocks it
    /// holds; that no block lies there is seen when one is looked for.
    /// </summary>
    /// <param name="address">The first logical byte.</param>
    /// <param name="destination">Filled whole.</param>
    /// <param name="useMirror">Read the second copy where there is one.</param>
    public void ReadMapped(long address, Span<byte> destination, bool useMirror)
    {
        while (!destination.IsEmpty)
        {
            int count;
            if (chunks.TryFind(address, out Chunk chunk))
            {
                count = (int)Math.Min(destination.Length, chunk.End - address);
                device.Read(Start(chunk, useMirror) + (address - chunk.Logical), destination[..count]);
            }
            else
            {
                long next = chunks.NextMapped(address) ?? long.MaxValue;
                count = (int)Math.Min(destination.Length, next - address);
                destination[..count].Clear();
            }

            destination = destination[count..];
            address += count;
        }
    }

    /// <summary>Whether the whole range lies in one chunk, and whether that has a second copy.</summary>
    public bool TryLocate(long address, int count, out bool hasMirror)
    {
        bool found = chunks.TryFind(address, out Chunk chunk) && count <= chunk.End - address;
        hasMirror = found && chunk.Mirror is not null;
        return found;
    }

    private static long Start(Chunk chunk, bool useMirror) =>
        useMirror && chunk.Mirror is { } mirror ? mirror : chunk.Physical;
}
