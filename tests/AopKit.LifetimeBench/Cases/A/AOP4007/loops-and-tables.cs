//// pair loop-over-the-parts
//// bad
sealed class Parts
{
    public bool[] Valid = new bool[8];
}

sealed class Ops : IInvalidatePage<Parts>
{
    public void InvalidatePage(LockedPage<Parts> page, ByteRange range)
    {
        bool[]? valid = page.Metadata?.Valid;
        for (int i = range.Start / 512; i < valid?.Length; i++)
        {
            valid[i] = false;
        }

        if (valid is not null && Array.IndexOf(valid, true) < 1)
        {
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class Parts
{
    public bool[] Valid = new bool[8];
}

sealed class Ops : IInvalidatePage<Parts>
{
    public void InvalidatePage(LockedPage<Parts> page, ByteRange range)
    {
        if (range.IsWholePage)
        {
            page.Detach();
            return;
        }

        bool[]? valid = page.Metadata?.Valid;
        for (int i = range.Start / 512; i < valid?.Length && i * 512 < range.End; i++)
        {
            valid[i] = false;
        }
    }
}
//// pair tail-is-counted-as-all
//// bad
sealed class Strings
{
    public SortedList<int, string> At = [];
}

sealed class Heap : IInvalidatePage<Strings>
{
    private readonly Dictionary<long, int> _lengths = [];

    public void InvalidatePage(LockedPage<Strings> page, ByteRange range)
    {
        bool tail = range.End == range.PageSize;
        if (tail)
        {
            _lengths.Remove(page.Index.Value);
        }

        if (tail && page.Metadata is { At.Count: > 0 })
        {
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class Strings
{
    public SortedList<int, string> At = [];
}

sealed class Heap : IInvalidatePage<Strings>
{
    private readonly Dictionary<long, int> _lengths = [];

    public void InvalidatePage(LockedPage<Strings> page, ByteRange range)
    {
        bool whole = range.Start == 0 && range.End == range.PageSize;
        if (whole)
        {
            _lengths.Remove(page.Index.Value);
        }

        if (whole && page.Metadata is { At.Count: > 0 })
        {
            page.Detach();
        }
    }
}
//// pair compared-with-the-whole
//// bad
sealed class Quad;

sealed class Quads : IInvalidatePage<Quad>
{
    public void InvalidatePage(LockedPage<Quad> page, ByteRange range)
    {
        if (range != ByteRange.Whole(range.PageSize))
        {
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class Quad;

sealed class Quads : IInvalidatePage<Quad>
{
    public void InvalidatePage(LockedPage<Quad> page, ByteRange range)
    {
        if (range == ByteRange.Whole(range.PageSize))
        {
            page.Detach();
        }
    }
}
//// pair two-parts-add-up
//// bad
sealed class Half
{
    public int Dropped;
}

sealed class Halves : IInvalidatePage<Half>
{
    public void InvalidatePage(LockedPage<Half> page, ByteRange range)
    {
        if (page.Metadata is not { } half)
        {
            return;
        }

        half.Dropped += range.Length;
        if (half.Dropped >= range.PageSize)
        {
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class Half
{
    public int Dropped;
}

sealed class Halves : IInvalidatePage<Half>
{
    public void InvalidatePage(LockedPage<Half> page, ByteRange range)
    {
        if (page.Metadata is not { } half)
        {
            return;
        }

        half.Dropped += range.Length;
        if (half.Dropped >= range.PageSize && range.IsWholePage)
        {
            page.Detach();
        }
    }
}
//// pair finally-detaches-always
//// bad
sealed class Names
{
    public Dictionary<int, string> ByOffset = [];
}

sealed class Folders : IInvalidatePage<Names>
{
    public void InvalidatePage(LockedPage<Names> page, ByteRange range)
    {
        try
        {
            for (int offset = range.Start; offset < range.End; offset += 16)
            {
                page.Metadata?.ByOffset.Remove(offset);
            }
        }
        finally
        {
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class Names
{
    public Dictionary<int, string> ByOffset = [];
}

sealed class Folders : IInvalidatePage<Names>
{
    public void InvalidatePage(LockedPage<Names> page, ByteRange range)
    {
        try
        {
            for (int offset = range.Start; offset < range.End; offset += 16)
            {
                page.Metadata?.ByOffset.Remove(offset);
            }
        }
        finally
        {
            if (range.IsWholePage)
            {
                page.Detach();
            }
        }
    }
}
//// pair half-is-taken-for-all
//// bad
sealed class Extent
{
    public long Disk;
}

sealed class Extents : IInvalidatePage<Extent>
{
    public void InvalidatePage(LockedPage<Extent> page, ByteRange range)
    {
        int length = range.Length;
        if (length <= range.PageSize / 2)
        {
            return;
        }

        page.Detach(); // bug
    }
}
//// clean
sealed class Extent
{
    public long Disk;
}

sealed class Extents : IInvalidatePage<Extent>
{
    public void InvalidatePage(LockedPage<Extent> page, ByteRange range)
    {
        int length = range.Length;
        if (length < range.PageSize || range.Start != 0)
        {
            return;
        }

        page.Detach();
    }
}
//// pair empty-range-is-let-through
//// bad
sealed class Keys
{
    public int[] Sorted = [];
}

sealed class Index2 : IInvalidatePage<Keys>, IReleasePage<Keys>
{
    public ReleaseOutcome ReleasePage(LockedPage<Keys> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void InvalidatePage(LockedPage<Keys> page, ByteRange range)
    {
        if (range.Length == 0)
        {
            return;
        }

        ReleasePage(page, default); // bug
    }
}
//// clean
sealed class Keys
{
    public int[] Sorted = [];
}

sealed class Index2 : IInvalidatePage<Keys>, IReleasePage<Keys>
{
    public ReleaseOutcome ReleasePage(LockedPage<Keys> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public void InvalidatePage(LockedPage<Keys> page, ByteRange range)
    {
        if (range.Length == 0 || !range.IsWholePage)
        {
            return;
        }

        ReleasePage(page, default);
    }
}
