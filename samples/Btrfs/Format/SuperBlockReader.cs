using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>Chooses among the copies of the superblock.</summary>
internal static class SuperBlockReader
{
    /// <summary>Where the copies lie on a device, as far as it reaches.</summary>
    public static ReadOnlySpan<long> Addresses => [64L << 10, 64L << 20, 256L << 30];

    /// <summary>
    /// The newest of the valid copies that belong to the same file system as the first valid one. A copy that an older
    /// file system left behind may have any generation.
    /// </summary>
    /// <exception cref="ImageCorruptException">No copy is valid; the message tells what is wrong with the
    /// first.</exception>
    /// <exception cref="ImageUnsupportedException">The chosen copy needs more than this client does.</exception>
    public static SuperBlock Read(IDevice device)
    {
        Exception? firstError = null;
        SuperBlock? chosen = null;
        byte[] bytes = new byte[SuperBlock.Bytes];
        foreach (long address in Addresses)
        {
            if (!DeviceRange.Contains(device.Length, address, bytes.Length))
            {
                break;
            }

            try
            {
                device.Read(address, bytes);
                SuperBlock copy = SuperBlock.Parse(bytes, address);
                if (chosen is null || (copy.FileSystemId == chosen.FileSystemId && copy.Generation > chosen.Generation))
                {
                    chosen = copy;
                }
            }
            catch (Exception error) when (error is ImageCorruptException or ImageUnsupportedException)
            {
                firstError ??= error;
            }
        }

        if (chosen is null)
        {
            throw firstError ?? new ImageCorruptException(
                "superblock", Addresses[0], $"the image has only {device.Length} bytes and ends before it");
        }

        chosen.ThrowIfUnsupported();
        return chosen;
    }
}
