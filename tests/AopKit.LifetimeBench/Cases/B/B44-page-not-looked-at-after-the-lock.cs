// source: openzfs/zfs 21a96fb635fb https://github.com/openzfs/zfs/commit/21a96fb635fb14a59efe44d7ea6767c5f9a586bc
// title: The page lock is given up to get the range lock, and the page is written without a second look
// story: To keep to the order of locks the write path unlocked the page, took the range lock and went on with the
// page as it had been. In the gap the page could be truncated, or be written by somebody else.
//// bad
using System;
using AopKit;

public sealed class PageNote
{
    public bool IsWriting;
}

public sealed class RangeLockedFile(AddressSpace<PageNote> file, Action<PageIndex> writeOut)
{
    private readonly object _range = new();

    public void WriteBack(PageIndex index)
    {
        using PagePin<PageNote> pin = file.Pin(index);
        PageNote note;
        using (LockedPage<PageNote> page = pin.Lock())
        {
            if (!page.IsDirty || page.Metadata is not { IsWriting: false } current)
            {
                return;
            }

            note = current; // bug
        }

        lock (_range)
        {
            note.IsWriting = true; // bug
            writeOut(index); // bug
        }
    }
}
//// clean
using System;
using AopKit;

public sealed class PageNote
{
    public bool IsWriting;
}

public sealed class RangeLockedFile(AddressSpace<PageNote> file, Action<PageIndex> writeOut)
{
    private readonly object _range = new();

    public void WriteBack(PageIndex index)
    {
        using PagePin<PageNote> pin = file.Pin(index);
        lock (_range)
        {
            using (LockedPage<PageNote> page = pin.Lock())
            {
                // Truncated, or written by somebody else, while nobody held the page.
                if (pin.IsStale || !page.IsDirty || page.Metadata is not { IsWriting: false } note)
                {
                    return;
                }

                note.IsWriting = true;
            }

            writeOut(index);
        }
    }
}
//// near-miss
using System;
using AopKit;

public sealed class PageNote
{
    public bool IsWriting;
}

public sealed class RangeLockedFile(AddressSpace<PageNote> file, Action<PageIndex> writeOut)
{
    private readonly object _range = new();

    public void WriteBack(PageIndex index)
    {
        using PagePin<PageNote> pin = file.Pin(index);
        PageNote note;
        using (LockedPage<PageNote> page = pin.Lock())
        {
            if (!page.IsDirty || page.Metadata is not { IsWriting: false } current)
            {
                return;
            }

            // The mark is set under the lock that it was looked at with; it keeps everybody else away.
            note = current;
            note.IsWriting = true;
        }

        lock (_range)
        {
            if (!pin.IsStale)
            {
                writeOut(index);
            }
        }
    }
}
