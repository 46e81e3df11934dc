//// pair not-looked-at
//// bad
sealed class Buffers
{
    public int Count;
}

sealed class Ops : IInvalidatePage<Buffers>
{
    public void InvalidatePage(LockedPage<Buffers> page, ByteRange range) => page.Detach(); // bug
}
//// clean
sealed class Buffers
{
    public int Count;
}

sealed class Ops : IInvalidatePage<Buffers>
{
    public void InvalidatePage(LockedPage<Buffers> page, ByteRange range)
    {
        if (range.IsWholePage)
        {
            page.Detach();
        }
    }
}
//// pair begins-at-zero
//// bad
sealed class Header
{
    public int Rows;
}

sealed class Headers : IInvalidatePage<Header>
{
    private long _dropped;

    public void InvalidatePage(LockedPage<Header> page, ByteRange range)
    {
        if (range.Start == 0)
        {
            _dropped++;
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class Header
{
    public int Rows;
}

sealed class Headers : IInvalidatePage<Header>
{
    private long _dropped;

    public void InvalidatePage(LockedPage<Header> page, ByteRange range)
    {
        if (range.Start == 0 && range.Length == range.PageSize)
        {
            _dropped++;
            page.Detach();
        }
    }
}
//// pair reaches-the-end
//// bad
sealed class Trailer
{
    public uint Sum;
}

sealed class Trailers : IInvalidatePage<Trailer>
{
    void IInvalidatePage<Trailer>.InvalidatePage(LockedPage<Trailer> page, ByteRange range)
    {
        if (range.End < range.PageSize)
        {
            return;
        }

        page.Detach(); // bug
    }
}
//// clean
sealed class Trailer
{
    public uint Sum;
}

sealed class Trailers : IInvalidatePage<Trailer>
{
    void IInvalidatePage<Trailer>.InvalidatePage(LockedPage<Trailer> page, ByteRange range)
    {
        if (range.Start > 0 || range.End < range.PageSize)
        {
            return;
        }

        page.Detach();
    }
}
//// pair test-the-wrong-way-round
//// bad
sealed class Node
{
    public bool IsDead;
}

sealed class Tree : IInvalidatePage<Node>
{
    public void InvalidatePage(LockedPage<Node> page, ByteRange range)
    {
        if (range.IsWholePage)
        {
            return;
        }

        if (page.Metadata is { IsDead: true })
        {
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class Node
{
    public bool IsDead;
}

sealed class Tree : IInvalidatePage<Node>
{
    public void InvalidatePage(LockedPage<Node> page, ByteRange range)
    {
        if (!range.IsWholePage)
        {
            return;
        }

        if (page.Metadata is { IsDead: true })
        {
            page.Detach();
        }
    }
}
//// pair start-in-a-switch
//// bad
sealed class Lines
{
    public List<int> Offsets = [];
}

sealed class Texts : IInvalidatePage<Lines>
{
    public void InvalidatePage(LockedPage<Lines> page, ByteRange range)
    {
        switch (range)
        {
            case { Start: 0 }:
                page.Detach(); // bug
                break;
            case { Start: var start }:
                page.Metadata?.Offsets.RemoveAll(offset => offset >= start);
                break;
        }
    }
}
//// clean
sealed class Lines
{
    public List<int> Offsets = [];
}

sealed class Texts : IInvalidatePage<Lines>
{
    public void InvalidatePage(LockedPage<Lines> page, ByteRange range)
    {
        switch (range)
        {
            case { IsWholePage: true }:
                page.Detach();
                break;
            case { Start: var start, End: var end }:
                page.Metadata?.Offsets.RemoveAll(offset => offset >= start && offset < end);
                break;
        }
    }
}
//// pair or-instead-of-and
//// bad
sealed class View
{
    public int Length;
}

sealed class Views : IInvalidatePage<View>
{
    public void InvalidatePage(LockedPage<View> page, ByteRange range)
    {
        bool all = range.IsWholePage || range.Start == 0;
        View? view = page.Metadata;
        if (view is not null && all)
        {
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class View
{
    public int Length;
}

sealed class Views : IInvalidatePage<View>
{
    public void InvalidatePage(LockedPage<View> page, ByteRange range)
    {
        bool all = range.IsWholePage;
        View? view = page.Metadata;
        if (view is not null && all)
        {
            page.Detach();
        }
    }
}
//// pair detached-before-the-test
//// bad
sealed record Region(int First, int Last);

sealed class Regions : IInvalidatePage<Region>
{
    public void InvalidatePage(LockedPage<Region> page, ByteRange range)
    {
        Region? region = page.Detach(); // bug
        if (range.IsWholePage)
        {
            Console.WriteLine(region);
        }
    }
}
//// clean
sealed record Region(int First, int Last);

sealed class Regions : IInvalidatePage<Region>
{
    public void InvalidatePage(LockedPage<Region> page, ByteRange range)
    {
        if (range.IsWholePage)
        {
            Region? region = page.Detach();
            Console.WriteLine(region);
        }
    }
}
//// near-miss
sealed record Region(int First, int Last);

sealed class Regions : IInvalidatePage<Region>
{
    public void InvalidatePage(LockedPage<Region> page, ByteRange range)
    {
        Region? region = page.Detach();
        if (!range.IsWholePage && region is not null)
        {
            page.Attach(region with { Last = Math.Min(region.Last, range.Start) });
        }
    }
}
//// pair dirty-instead-of-whole
//// bad
sealed class Dirty
{
    public BitArray? Blocks;

    public sealed class BitArray;
}

sealed class Trackers : IInvalidatePage<Dirty>
{
    public void InvalidatePage(LockedPage<Dirty> page, ByteRange range)
    {
        if (!page.IsDirty)
        {
            page.Detach(); // bug
        }
        else if (range.IsWholePage)
        {
            page.Detach();
        }
    }
}
//// clean
sealed class Dirty
{
    public BitArray? Blocks;

    public sealed class BitArray;
}

sealed class Trackers : IInvalidatePage<Dirty>
{
    public void InvalidatePage(LockedPage<Dirty> page, ByteRange range)
    {
        if (!page.IsDirty)
        {
            Console.WriteLine(page.Index);
        }

        if (range.IsWholePage)
        {
            page.Detach();
        }
    }
}
