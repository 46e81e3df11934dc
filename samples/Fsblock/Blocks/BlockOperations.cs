using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// The callbacks of an address space whose pages consist of blocks. Filling and writing are the same for all; where the
/// per-block state lives, and so which callback ends it, is what each derived class decides.
/// </summary>
/// <param name="content">Whose blocks they are.</param>
/// <param name="transfer">Moves blocks between page and device.</param>
/// <param name="witness">Is told what happens.</param>
internal abstract class BlockOperations(
    IBlockContent content, BlockTransfer transfer, Witness witness)
    : IAddressSpaceOperations<PageBlocks>,
        IWritePages<PageBlocks>,
        IInvalidatePage<PageBlocks>,
        IReleaseAddressSpace<PageBlocks>
{
    /// <summary>Bytes of a block.</summary>
    public int BlockSize => transfer.BlockSize;

    /// <summary>Hears when a state or a mark begins and ends.</summary>
    protected IFactObserver Observer => witness.Facts;

    /// <summary>Is told what each callback saw, or null.</summary>
    protected Action<string>? Trace => witness.Trace;

    /// <summary>Whose blocks they are.</summary>
    protected IBlockContent Content => content;

    /// <summary>What the address space must be made with for this placement.</summary>
    public virtual AddressSpaceOptions Configure(AddressSpaceOptions options) => options;

    /// <summary>The state of a page, or null if it was lost or never made.</summary>
    /// <param name="index">The page.</param>
    /// <param name="attached">The metadata that is attached to it, or null.</param>
    public abstract PageBlocks? Find(PageIndex index, PageBlocks? attached);

    /// <summary>Makes the state of a page that is in the cache, if it was lost while the page stayed.</summary>
    public void Ensure(LockedPage<PageBlocks> page)
    {
        if (Find(page.Index, page.Metadata) is null)
        {
            PageBlocks built = Build(page.Index, page.Bytes.Length);
            Store(page, built);
        }
    }

    /// <summary>Marks a block "to be moved".</summary>
    /// <returns>Whether it had no mark before.</returns>
    public virtual bool Mark(LockedPage<PageBlocks> page, int block)
    {
        if (Find(page.Index, page.Metadata) is not { } blocks || blocks.IsMarked(block) || !TryTakeMark())
        {
            return false;
        }

        blocks.Mark(block);
        Observer.Marked(KeyOf(page), AddressOf(blocks, block));
        return true;
    }

    /// <summary>Takes the mark off a block.</summary>
    /// <returns>Whether there was one.</returns>
    public virtual bool TakeMark(LockedPage<PageBlocks> page, int block)
    {
        if (Find(page.Index, page.Metadata) is not { } blocks || !blocks.TakeMark(block))
        {
            return false;
        }

        ReturnMarks(1);
        Observer.Unmarked(KeyOf(page), AddressOf(blocks, block), FactEnd.Consumed);
        return true;
    }

    /// <summary>
    /// The file was cut: what is known of blocks from <paramref name="firstBlock"/> on is worth nothing.
    /// </summary>
    /// <remarks>
    /// Pages in the cache hear of it through <see cref="InvalidatePage"/>; this is for those that are not.
    /// </remarks>
    public virtual void Forget(AddressSpace<PageBlocks> space, long firstBlock)
    {
    }

    /// <inheritdoc/>
    public void ReadPage(FillPage<PageBlocks> page)
    {
        PageBlocks? kept = Find(page.Index, attached: null);
        PageBlocks blocks = kept ?? Build(page.Index, page.Bytes.Length);
        transfer.Read(blocks, page.Bytes);
        Trace?.Invoke(Line(
            page.Space, page.Index, $"ReadPage fills {blocks}{(kept is null ? "" : ", whose state was kept")}"));
        if (kept is null)
        {
            Store(page, blocks);
        }
    }

    /// <inheritdoc/>
    public void WritePages(WriteBatch<PageBlocks> batch)
    {
        for (int position = 0; position < batch.Count; position++)
        {
            WritePage<PageBlocks> page = batch[position];

            // No state, no dirty block: a state with one is never given up. A writer that found its page without one
            // made the page dirty and is about to try again.
            if (Find(page.Index, page.Metadata) is { } blocks)
            {
                Trace?.Invoke(Line(batch.Space, page.Index, $"WritePages writes what is dirty of {blocks}"));
                transfer.WriteDirty(blocks, page.Bytes);
            }
        }
    }

    /// <inheritdoc/>
    public void InvalidatePage(LockedPage<PageBlocks> page, ByteRange range)
    {
        Trace?.Invoke(Line(page.Space, page.Index, $"InvalidatePage drops bytes {range} of {Shown(page)}"));
        if (range.IsWholePage)
        {
            DropPage(page);
        }
        else if (Find(page.Index, page.Metadata) is { } blocks)
        {
            // The block that is cut in two stays.
            int first = (range.Start + BlockSize - 1) / BlockSize;
            DropBlocks(KeyOf(page), blocks, first, range.End / BlockSize);
        }
    }

    /// <inheritdoc/>
    public ReleaseOutcome Release(AddressSpace<PageBlocks> space, ReleaseMode mode)
    {
        if (mode == ReleaseMode.MayRefuse && !content.TryClose())
        {
            Trace?.Invoke($"{space.Name}: Release, {mode}, answers {ReleaseOutcome.Kept}");
            return ReleaseOutcome.Kept;
        }

        Trace?.Invoke($"{space.Name}: Release, {mode}, with {content.MappingCount} runs in the mapping tree");
        EndWithAddressSpace(space);
        content.Released();
        return ReleaseOutcome.Released;
    }

    /// <summary>Whether one more block may be marked.</summary>
    protected virtual bool TryTakeMark() => true;

    /// <summary>Marks are gone, for whatever reason.</summary>
    protected virtual void ReturnMarks(int count)
    {
    }

    /// <summary>A line for <see cref="Trace"/>.</summary>
    protected static string Line(AddressSpace<PageBlocks> space, PageIndex index, string what) =>
        $"{space.Name} page {index}: {what}";

    /// <summary>Puts the state of a page that is being filled where it is to live.</summary>
    protected abstract void Store(FillPage<PageBlocks> page, PageBlocks blocks);

    /// <summary>Puts the state of a page that is in the cache where it is to live.</summary>
    protected abstract void Store(LockedPage<PageBlocks> page, PageBlocks blocks);

    /// <summary>All of a page's content is dropped.</summary>
    protected abstract void DropPage(LockedPage<PageBlocks> page);

    /// <summary>The name under which the observer knows the state of a page.</summary>
    protected virtual FactKey KeyOf(AddressSpace<PageBlocks> space, PageIndex index, long generation) =>
        FactKey.OfPage(space, index, generation);

    /// <inheritdoc cref="KeyOf(AddressSpace{PageBlocks}, PageIndex, long)"/>
    protected FactKey KeyOf(LockedPage<PageBlocks> page) => KeyOf(page.Space, page.Index, page.Generation);

    /// <summary>Ends what lives as long as the address space. Must not fail or allocate.</summary>
    protected virtual void EndWithAddressSpace(AddressSpace<PageBlocks> space)
    {
    }

    /// <summary>Drops some blocks of a page, with their marks.</summary>
    protected void DropBlocks(FactKey key, PageBlocks blocks, int first, int end)
    {
        for (int block = first; block < end; block++)
        {
            if (blocks.IsMarked(block))
            {
                ReturnMarks(1);
                Observer.Unmarked(key, AddressOf(blocks, block), FactEnd.Dropped);
            }

            blocks.Unmap(block);
        }
    }

    /// <summary>The state of a page for <see cref="Trace"/>.</summary>
    protected string Shown(LockedPage<PageBlocks> page) => Find(page.Index, page.Metadata)?.ToString() ?? "no state";

    /// <summary>A block's address on the device, in bytes; only mapped blocks are ever marked.</summary>
    protected long AddressOf(PageBlocks blocks, int block) => (blocks.DiskBlockOf(block) ?? 0L) * BlockSize;

    private PageBlocks Build(PageIndex index, int pageSize)
    {
        var blocks = new PageBlocks(pageSize / BlockSize);
        content.MapPage(index.Value * blocks.Count, blocks);
        return blocks;
    }
}
