using System.Text;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Diagnostics;

/// <summary>Tells in readable text what the engine knows of an address space, and of a whole cache.</summary>
internal sealed class SpaceDescriber(PageStore store)
{
    private readonly PageDescriber _pages = new(store);

    /// <summary>Describes a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="maxPages">So many of its pages are told, a line each.</param>
    public string Describe(Space space, int maxPages)
    {
        long[] pages = PagesOf(space);
        var text = new StringBuilder($"address space '{space.Name}' (space {space.Id})\n");
        text.Append($"  phase      {space.Phase}\n");
        text.Append($"  pages      {pages.Length}: {Volatile.Read(ref space.DirtyCount)} dirty, ");
        text.Append($"{pages.Count(index => IsPinned(space, index))} pinned; ");
        text.Append($"{space.LeavingCount} leaving\n");
        text.Append($"  index      {space.Index.NodeCount} nodes, {space.Index.NodeCount * IndexNode.Bytes} bytes\n");
        text.Append($"  protocol   {space.Options.ReleaseProtocol}, notice {space.Notification}{FlagsOf(space)}\n");
        text.Append($"  quota      {QuotaOf(space)}\n");
        foreach (long index in pages.Take(maxPages))
        {
            text.Append("    ").Append(_pages.Line(space, index)).Append('\n');
        }

        if (pages.Length > maxPages && maxPages > 0)
        {
            text.Append($"    and {pages.Length - maxPages} more\n");
        }

        return text.ToString();
    }

    /// <summary>Writes what the engine knows of the cache, then each of its spaces.</summary>
    public void Dump(TextWriter writer, int maxPages)
    {
        Counters counters = store.Counters;
        writer.Write($"page cache '{store.Hooks.CacheName}'\n");
        writer.Write($"  budget     {store.Budget.LimitBytes} bytes, {store.Budget.UsedBytes} used, ");
        writer.Write($"{Volatile.Read(ref counters.ChargedBytes)} charged\n");
        writer.Write($"  policy     {store.Policy.SampleBytes} bytes of samples, beside the budget\n");
        writer.Write($"  frames     {store.Free.UsableCount} of {store.Frames.PageSize} bytes, ");
        writer.Write($"{store.Free.PaidCount} free; used up to frame {store.Free.HighWater}\n");
        writer.Write($"  lookups    {store.CountHits()} hits, {counters.Misses} misses, ");
        writer.Write($"{counters.Refaults} refaults\n");
        writer.Write($"  pages      {counters.Inserted} inserted, {counters.Removed} removed, ");
        writer.Write($"{counters.Reclaimed} of them by reclaim or evict\n");
        foreach (Space space in store.Spaces.Snapshot())
        {
            writer.Write(Describe(space, maxPages));
        }
    }

    private static long[] PagesOf(Space space)
    {
        var pages = new List<long>();
        using (space.Gate.Enter())
        {
            for (long from = 0; from >= 0 && space.Index.TryNextTaken(from, out long index);)
            {
                pages.Add(index);
                from = unchecked(index + 1);
            }
        }

        return [.. pages];
    }

    private static string FlagsOf(Space space) =>
        (space.Options.ReleaseAlways ? ", release always" : "")
        + (space.Options.Reclaimable ? ", reclaimable" : "")
        + (space.Options.StablePages ? ", stable pages" : "")
        + (space.Options.MetadataHoldsFrameAddresses ? ", metadata holds frame addresses" : "");

    private static string QuotaOf(Space space) =>
        space.Quota is null
            ? "none"
            : $"{space.Options.ReservedPages} pages reserved, "
                + (space.Options.MaxPages == 0 ? "no limit" : $"at most {space.Options.MaxPages}");

    private bool IsPinned(Space space, long index)
    {
        long slot = space.Index.ReadSlot(index);
        return IndexSlot.IsResident(slot)
            && FrameState.Pins(FrameState.Read(ref store.Frames.State(IndexSlot.Frame(slot)))) > 0;
    }
}
