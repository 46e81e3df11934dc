using System.Buffers;
using AopKit.Samples.Btrfs.Compression;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Btrfs.Format.Items;
using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Files;

/// <summary>
/// Finds the bytes of a file: the extents that its items describe, wherever they are kept and however packed.
/// </summary>
internal sealed class FileContent(TreeReader reader, SectorReader sectors, int sectorBytes)
{
    private readonly int _sectorBytes = sectorBytes;

    /// <summary>Reads a range of a file. What no extent covers is a hole and reads as zeros.</summary>
    /// <param name="root">The tree of the file's subvolume.</param>
    /// <param name="inode">The file.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="destination">Filled whole; it must be zeros before.</param>
    /// <exception cref="ImageCorruptException">An item or an extent breaks a rule.</exception>
    public void Read(BlockReference root, BtrfsInode inode, long offset, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        long lastByte = offset + destination.Length - 1;
        var request = new Request(this, inode, offset, destination);
        reader.Scan(
            root,
            new BtrfsKey(inode.Id.Number, ItemType.ExtentData, (ulong)offset),
            new BtrfsKey(inode.Id.Number, ItemType.ExtentData, (ulong)lastByte),
            ref request,
            static (BtrfsKey key, scoped TreeBlock leaf, int index, ref Request state) => state.Visit(key, leaf, index),
            withOneBefore: true);

        // Only now, when no leaf is held: content has checksums, and they lie in tree blocks too.
        foreach (Found found in request.OnDevice)
        {
            ReadExtent(found, inode.HasChecksums, destination.Slice(found.At, found.Length));
        }
    }

    private void ReadExtent(in Found found, bool check, Span<byte> destination)
    {
        FileExtent extent = found.Extent;
        var item = new Structure([], FileExtent.Name, found.ItemAddress);
        long skip = extent.Skip + found.Skip;
        if (extent.Packing == Packing.None)
        {
            sectors.Read(extent.DiskAddress + skip, destination, item, check);
            return;
        }

        byte[] packed = ArrayPool<byte>.Shared.Rent((int)extent.DiskLength);
        try
        {
            var stream = new ArraySegment<byte>(packed, 0, (int)extent.DiskLength);
            sectors.Read(extent.DiskAddress, stream, item, check);
            Unpack(extent, stream, item, skip, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private void ReadInline(FileExtent extent, Structure item, long skip, Span<byte> destination)
    {
        ReadOnlySpan<byte> content = item.Slice(FileExtent.InlineAt, (int)extent.DiskLength);
        if (extent.Packing == Packing.None)
        {
            content.Slice((int)skip, destination.Length).CopyTo(destination);
        }
        else
        {
            Unpack(extent, content.ToArray(), item, skip, destination);
        }
    }

    // The buffers are bounded by the most that a packed extent may be, whatever the image says.
    private void Unpack(
        FileExtent extent, ArraySegment<byte> stream, Structure item, long skip, Span<byte> destination)
    {
        byte[] unpacked = ArrayPool<byte>.Shared.Rent((int)extent.UnpackedLength);
        try
        {
            Span<byte> content = unpacked.AsSpan(0, (int)extent.UnpackedLength);
            ExtentUnpacker.Unpack(extent.Packing, stream, content, _sectorBytes);
            content.Slice((int)skip, destination.Length).CopyTo(destination);
        }
        catch (CompressedDataException error)
        {
            throw new ImageCorruptException(item.Name, item.Address, error.Message, error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unpacked);
        }
    }

    // A part of the request that is to be read from the device.
    private readonly record struct Found(FileExtent Extent, long ItemAddress, long Skip, int At, int Length);

    // One read, and how far it has come. What is inline is read at once, as it goes with the leaf.
    private ref struct Request(FileContent content, BtrfsInode inode, long offset, Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;
        private long _covered;

        public List<Found> OnDevice { get; } = [];

        public bool Visit(BtrfsKey key, scoped TreeBlock leaf, int index)
        {
            if (key.ObjectId != inode.Id.Number || key.Type != ItemType.ExtentData)
            {
                // The one before the first extent belongs to something else.
                return true;
            }

            Structure item = leaf.Item(index, FileExtent.Name);
            FileExtent extent = FileExtent.Parse(item, key, content._sectorBytes);
            item.Require(
                extent.FileOffset >= _covered,
                $"it begins at {extent.FileOffset} of the file, but the extent before it reaches to {_covered}");
            _covered = extent.FileEnd;

            long from = Math.Max(offset, extent.FileOffset);
            long to = Math.Min(offset + _destination.Length, extent.FileEnd);
            if (from < to)
            {
                Take(extent, item, from - extent.FileOffset, (int)(from - offset), (int)(to - from));
            }

            return true;
        }

        private readonly void Take(FileExtent extent, Structure item, long skip, int at, int length)
        {
            if (extent.Kind == ExtentKind.Inline)
            {
                content.ReadInline(extent, item, skip, _destination.Slice(at, length));
            }
            else if (!extent.IsZeros)
            {
                OnDevice.Add(new Found(extent, item.Address, skip, at, length));
            }
        }
    }
}
