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
    }

    private void ReadExtent(FileExtent extent, Structure item, bool check, long skip, Span<byte> destination)
    {
        if (extent.IsZeros)
        {
            return;
        }

        if (extent.Packing != Packing.None)
        {
            ReadPacked(extent, item, check, extent.Skip + skip, destination);
        }
        else if (extent.Kind == ExtentKind.Inline)
        {
            item.Slice(FileExtent.InlineAt + (int)skip, destination.Length).CopyTo(destination);
        }
        else
        {
            sectors.Read(extent.DiskAddress + extent.Skip + skip, destination, item, check);
        }
    }

    // Both buffers are bounded by the most that a packed extent may be, whatever the image says.
    private void ReadPacked(FileExtent extent, Structure item, bool check, long skip, Span<byte> destination)
    {
        byte[] packed = ArrayPool<byte>.Shared.Rent((int)extent.DiskLength);
        byte[] unpacked = ArrayPool<byte>.Shared.Rent((int)extent.UnpackedLength);
        try
        {
            Span<byte> source = packed.AsSpan(0, (int)extent.DiskLength);
            Span<byte> content = unpacked.AsSpan(0, (int)extent.UnpackedLength);
            if (extent.Kind == ExtentKind.Inline)
            {
                item.Slice(FileExtent.InlineAt, source.Length).CopyTo(source);
            }
            else
            {
                sectors.Read(extent.DiskAddress, source, item, check);
            }

            var stream = new ArraySegment<byte>(packed, 0, source.Length);
            ExtentUnpacker.Unpack(extent.Packing, stream, content, _sectorBytes);
            content.Slice((int)skip, destination.Length).CopyTo(destination);
        }
        catch (CompressedDataException error)
        {
            throw new ImageCorruptException(item.Name, item.Address, error.Message, error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
            ArrayPool<byte>.Shared.Return(unpacked);
        }
    }

    // One read, and how far it has come.
    private ref struct Request(FileContent content, BtrfsInode inode, long offset, Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;
        private long _covered;

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
                Span<byte> part = _destination.Slice((int)(from - offset), (int)(to - from));
                content.ReadExtent(extent, item, inode.HasChecksums, from - extent.FileOffset, part);
            }

            return true;
        }
    }
}
