using System.Buffers.Binary;
using AopKit.Samples.Devices;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Clients;

/// <summary>Tells by its magic number which file system an image holds, whatever the file is called.</summary>
internal static class FileSystemProbe
{
    // "_BHRfS_M" in the first superblock of btrfs, at 64 KiB; 0xEF53 in the superblock of ext2, at 1 KiB.
    private const long BtrfsMagicOffset = 0x10040;
    private const ulong BtrfsMagic = 0x4D5F53665248425F;
    private const long Ext2MagicOffset = 1024 + 56;
    private const ushort Ext2Magic = 0xEF53;

    /// <summary>The client for the image, or null if it is for neither.</summary>
    public static ClientKind? KindOf(IDevice device)
    {
        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        if (TryRead(device, BtrfsMagicOffset, magic) && BinaryPrimitives.ReadUInt64LittleEndian(magic) == BtrfsMagic)
        {
            return ClientKind.Btrfs;
        }

        magic = magic[..sizeof(ushort)];
        return TryRead(device, Ext2MagicOffset, magic) && BinaryPrimitives.ReadUInt16LittleEndian(magic) == Ext2Magic
            ? ClientKind.Fsblock
            : null;
    }

    private static bool TryRead(IDevice device, long offset, Span<byte> destination)
    {
        if (!DeviceRange.Contains(device.Length, offset, destination.Length))
        {
            return false;
        }

        device.Read(offset, destination);
        return true;
    }
}
