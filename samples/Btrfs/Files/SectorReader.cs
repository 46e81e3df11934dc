using System.Buffers;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Btrfs.Trees;

namespace AopKit.Samples.Btrfs.Files;

/// <summary>
/// Reads file content from the device and compares each sector with its checksum, which the checksum tree files by
/// logical address. A sector that does not match is looked for in the second copy, where there is one.
/// </summary>
internal sealed class SectorReader(LogicalDevice device, TreeReader reader, SubvolumeRoots roots, SuperBlock super)
{
    private readonly int _sumBytes = BlockChecksum.SizeOf(super.Checksum);

    /// <summary>Reads a range.</summary>
    /// <param name="address">The first logical byte.</param>
    /// <param name="destination">Filled whole.</param>
    /// <param name="item">The extent item that leads there, for the message.</param>
    /// <param name="check">Whether the file's content has checksums.</param>
    /// <exception cref="Devices.ImageCorruptException">It is in no chunk, or no copy matches its checksum.</exception>
    public void Read(long address, Span<byte> destination, Structure item, bool check)
    {
        if (!check)
        {
            device.Read(address, destination, item);
            return;
        }

        // Only whole sectors can be checked. The end of a file is seldom one, and a page may be a part of one.
        int before = (int)(address % super.SectorBytes);
        int covered = (before + destination.Length + super.SectorBytes - 1) / super.SectorBytes * super.SectorBytes;
        if (covered == destination.Length)
        {
            ReadSectors(address, destination, item);
            return;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(covered);
        try
        {
            ReadSectors(address - before, rented.AsSpan(0, covered), item);
            rented.AsSpan(before, destination.Length).CopyTo(destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void ReadSectors(long address, Span<byte> sectors, Structure item)
    {
        int sumsBytes = sectors.Length / super.SectorBytes * _sumBytes;
        byte[] rented = ArrayPool<byte>.Shared.Rent(sumsBytes);
        try
        {
            Span<byte> sums = rented.AsSpan(0, sumsBytes);
            device.Read(address, sectors, item);
            ReadSums(address, sums, item);
            for (int at = 0; at < sectors.Length; at += super.SectorBytes)
            {
                Span<byte> sector = sectors.Slice(at, super.SectorBytes);
                ReadOnlySpan<byte> sum = sums.Slice(at / super.SectorBytes * _sumBytes, _sumBytes);
                if (!Matches(sector, sum))
                {
                    device.Read(address + at, sector, item, useMirror: true);
                    item.Require(
                        Matches(sector, sum),
                        $"the sector at {address + at} does not match its {super.Checksum} checksum");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private bool Matches(ReadOnlySpan<byte> sector, ReadOnlySpan<byte> sum)
    {
        Span<byte> computed = stackalloc byte[BlockChecksum.Bytes];
        BlockChecksum.Hash(super.Checksum, sector, computed);
        return sum.SequenceEqual(computed[.._sumBytes]);
    }

    private void ReadSums(long address, Span<byte> sums, Structure item)
    {
        long end = address + (long)(sums.Length / _sumBytes * super.SectorBytes);
        var request = new Request(sums, address, end, super.SectorBytes, _sumBytes);
        var first = new BtrfsKey(ObjectIds.ExtentChecksums, ItemType.ExtentChecksum, (ulong)address);
        reader.Scan(
            roots.Find(ObjectIds.ChecksumTree).Root,
            first,
            first with { Offset = (ulong)(end - 1) },
            ref request,
            static (BtrfsKey key, scoped TreeBlock leaf, int index, ref Request state) => state.Visit(key, leaf, index),
            withOneBefore: true);
        item.Require(request.Next == end, $"the sector at {request.Next} has no checksum");
    }

    // Gathers the checksums of a range, which may stand in several items.
    private ref struct Request(Span<byte> sums, long address, long end, int sectorBytes, int sumBytes)
    {
        private readonly Span<byte> _sums = sums;
        private int _filled;

        /// <summary>The first sector whose checksum has not been seen.</summary>
        public long Next { get; private set; } = address;

        public bool Visit(BtrfsKey key, scoped TreeBlock leaf, int index)
        {
            if (key.ObjectId != ObjectIds.ExtentChecksums || key.Type != ItemType.ExtentChecksum)
            {
                return true;
            }

            Structure item = leaf.Item(index, "checksum item");
            item.Require(
                key.Offset < long.MaxValue && key.Offset % (uint)sectorBytes == 0 && item.Length % sumBytes == 0,
                $"{item.Length} bytes of checksums from address {key.Offset} belong to no whole sectors");
            long start = (long)key.Offset;
            long skipped = (Next - start) / sectorBytes;
            long available = item.Length / sumBytes;
            if (start > Next || skipped >= available)
            {
                // A gap, which is an error if it is within the range, or an item that ends before it.
                return start <= Next;
            }

            int count = (int)Math.Min(available - skipped, (end - Next) / sectorBytes);
            item.Slice((int)skipped * sumBytes, count * sumBytes)
                .CopyTo(_sums[_filled..]);
            _filled += count * sumBytes;
            Next += (long)count * sectorBytes;
            return Next < end;
        }
    }
}
