using System.Collections.Concurrent;
using AopKit.Samples.Btrfs.Format;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>Where the pages of the tree space come from.</summary>
/// <remarks>
/// It remembers which blocks were found damaged in their first copy and are read from the second: at most one entry for
/// each damaged block of the image.
/// </remarks>
internal sealed class TreeSource(LogicalDevice device, TreeGeometry geometry)
{
    private readonly ConcurrentDictionary<long, bool> _damaged = [];

    /// <summary>Fills a page: one read, or one for each block if some have to come from their second copy.</summary>
    public void Read(PageIndex index, Span<byte> page)
    {
        long address = index.ToOffset(geometry.PageBytes);
        if (_damaged.IsEmpty)
        {
            device.ReadMapped(address, page, useMirror: false);
            return;
        }

        int step = Math.Min(geometry.NodeBytes, geometry.PageBytes);
        for (int at = 0; at < page.Length; at += step)
        {
            long block = (address + at) / geometry.NodeBytes * geometry.NodeBytes;
            device.ReadMapped(address + at, page.Slice(at, step), _damaged.ContainsKey(block));
        }
    }

    /// <summary>Whether the whole block lies in one chunk.</summary>
    public bool IsMapped(long block) => device.TryLocate(block, geometry.NodeBytes, out _);

    /// <summary>Has a damaged block read from its second copy from now on.</summary>
    /// <returns>False if it has none.</returns>
    public bool TryUseMirror(long block)
    {
        if (!device.TryLocate(block, geometry.NodeBytes, out bool hasMirror) || !hasMirror)
        {
            return false;
        }

        _damaged[block] = true;
        return true;
    }
}
