using System.Buffers;
using AopKit.Samples.Btrfs.Format;
using AopKit.Samples.Btrfs.Placements;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>
/// Reads tree blocks through the tree space. A block whose extent buffer says that these very pages were checked is not
/// checked again; if that knowledge was lost, checksum and rules are gone through once more.
/// </summary>
internal sealed class TreeReader(
    AddressSpace<TreeMetadata> space, FactStore facts, TreeSource source, TreeGeometry geometry, SuperBlock super)
{
    // The first copy; the second; and the second again, if the page was being filled from the first when another thread
    // had just found that damaged.
    private const int AttemptLimit = 3;

    /// <summary>The tree space. It changes only while nobody reads.</summary>
    public AddressSpace<TreeMetadata> Space { get; set; } = space;

    /// <summary>Reads the block that a pointer or the root of a tree refers to.</summary>
    /// <exception cref="ImageCorruptException">Neither copy of it is sound and the one meant.</exception>
    public BlockAccess Read(BlockReference reference)
    {
        long address = reference.Address;
        if (address % geometry.NodeBytes != 0 || !source.IsMapped(address))
        {
            throw new ImageCorruptException(
                TreeBlockRules.BlockName,
                address,
                $"a pointer leads there, but no block of {geometry.NodeBytes} bytes can");
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return geometry.PagesPerBlock == 1 ? ReadInPlace(reference) : ReadAcrossPages(reference);
            }
            catch (ImageCorruptException)
            {
                if (attempt == AttemptLimit || !source.TryUseMirror(address))
                {
                    throw;
                }
            }

            // No pin of ours is left: in some spaces invalidating waits for all pins.
            Space.Invalidate(geometry.Pages(address));
        }
    }

    /// <summary>Marks a block that was just read.</summary>
    /// <returns>False if it has a mark, or if no more marks are possible.</returns>
    public bool TryMark(long address)
    {
        // If what was known is lost already, the mark starts on a buffer that counts as unchecked: no page has these
        // generations.
        using PagePin<TreeMetadata> home = Space.Pin(geometry.Home(address));
        return facts.TryMark(
            home,
            facts.Find(home, address)
                ?? new ExtentBuffer(address, geometry.Home(address), new long[geometry.PagesPerBlock]));
    }

    /// <summary>Takes the mark off a block.</summary>
    /// <returns>Whether it had one.</returns>
    public bool TryConsume(long address)
    {
        using PagePin<TreeMetadata> home = Space.Pin(geometry.Home(address));
        return facts.TryConsume(home, address);
    }

    private BlockAccess ReadInPlace(BlockReference reference)
    {
        PagePin<TreeMetadata> pin = Space.Pin(geometry.Home(reference.Address));
        try
        {
            ReadOnlySpan<byte> bytes = pin.Bytes.Slice(geometry.OffsetInPage(reference.Address), geometry.NodeBytes);
            ExtentBuffer? known = facts.Find(pin, reference.Address);
            TreeBlock block = Check(bytes, reference, known, [pin.Generation], out ExtentBuffer kept);
            if (known is null)
            {
                facts.Keep(pin, kept);
            }

            return new BlockAccess(pin, block);
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    private BlockAccess ReadAcrossPages(BlockReference reference)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(geometry.NodeBytes);
        try
        {
            Span<long> generations = stackalloc long[geometry.PagesPerBlock];
            ExtentBuffer? known = Gather(reference.Address, rented, generations, out bool isEverywhere);
            ReadOnlySpan<byte> bytes = rented.AsSpan(0, geometry.NodeBytes);
            TreeBlock block = Check(bytes, reference, known, generations, out ExtentBuffer kept);
            if (!isEverywhere)
            {
                Spread(kept);
            }

            return new BlockAccess(rented, block);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    // Copies the pages of a block together. What is known of it may be on any of them; the home page's word is
    // preferred.
    private ExtentBuffer? Gather(
        long address, scoped Span<byte> bytes, scoped Span<long> generations, out bool isEverywhere)
    {
        ExtentBuffer? known = null;
        isEverywhere = true;
        for (int page = 0; page < generations.Length; page++)
        {
            using PagePin<TreeMetadata> pin = Space.Pin(geometry.Home(address) + page);
            pin.Bytes.CopyTo(bytes[(page * geometry.PageBytes)..]);
            generations[page] = pin.Generation;
            ExtentBuffer? here = facts.Find(pin, address);
            isEverywhere &= here is not null;
            known ??= here;
        }

        return known;
    }

    private void Spread(ExtentBuffer block)
    {
        PageRange pages = geometry.Pages(block.Address);
        for (PageIndex page = pages.First; page < pages.End; page += 1)
        {
            using PagePin<TreeMetadata> pin = Space.Pin(page);
            facts.Keep(pin, block);
        }
    }

    private TreeBlock Check(
        ReadOnlySpan<byte> bytes,
        BlockReference reference,
        ExtentBuffer? known,
        scoped ReadOnlySpan<long> generations,
        out ExtentBuffer kept)
    {
        TreeBlock block;
        if (known is not null && known.IsChecked(generations))
        {
            block = new TreeBlock(new Structure(bytes, TreeBlockRules.BlockName, reference.Address));
            kept = known;
        }
        else
        {
            block = TreeBlockRules.Check(bytes, reference.Address, super);
            long[] seen = generations.ToArray();
            kept = known ?? new ExtentBuffer(reference.Address, geometry.Home(reference.Address), seen);
            kept.Recheck(seen);
        }

        TreeBlockRules.Agree(block, reference);
        return block;
    }
}
