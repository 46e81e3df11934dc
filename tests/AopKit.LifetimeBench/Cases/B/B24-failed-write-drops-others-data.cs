// source: torvalds/linux f43dc4dc3eff https://github.com/torvalds/linux/commit/f43dc4dc3eff028b5ddddd99f3a66c5a6bdd4e78
// title: A write that fails throws away what others have written to the same page
// story: After a short write the unused reservation was taken back together with the cached pages over it. The write
// had no claim to them alone: through a mapping somebody else had written there meanwhile, and that was lost.
//// bad
using System;
using System.Collections.Generic;
using AopKit;

public sealed class PageNote;

public sealed class SpaceMap
{
    private readonly HashSet<PageIndex> _reserved = [];

    public bool Reserve(PageIndex index) => _reserved.Add(index);

    public void Cancel(PageIndex index) => _reserved.Remove(index);
}

public sealed class Appender(AddressSpace<PageNote> file, SpaceMap map)
{
    public void Write(PageIndex index, Action<Memory<byte>> produce)
    {
        bool isNew = map.Reserve(index);
        byte[] bytes = new byte[file.PageSize];
        try
        {
            produce(bytes);
            using PagePin<PageNote> pin = file.Pin(index);
            using PageWriter<PageNote> writer = pin.BeginWrite();
            bytes.CopyTo(writer.Bytes);
        }
        catch when (isNew)
        {
            file.Invalidate(new PageRange(index, 1)); // bug
            map.Cancel(index); // bug
            throw;
        }
    }
}
//// clean
using System;
using System.Collections.Generic;
using AopKit;

public sealed class PageNote;

public sealed class SpaceMap
{
    private readonly HashSet<PageIndex> _reserved = [];

    public bool Reserve(PageIndex index) => _reserved.Add(index);

    public void Cancel(PageIndex index) => _reserved.Remove(index);
}

public sealed class Appender(AddressSpace<PageNote> file, SpaceMap map)
{
    public void Write(PageIndex index, Action<Memory<byte>> produce)
    {
        bool isNew = map.Reserve(index);
        byte[] bytes = new byte[file.PageSize];
        try
        {
            produce(bytes);
            using PagePin<PageNote> pin = file.Pin(index);
            using PageWriter<PageNote> writer = pin.BeginWrite();
            bytes.CopyTo(writer.Bytes);
        }
        catch when (isNew)
        {
            // Dirty pages stay, with the space that they will be written to.
            if (file.TryInvalidate(new PageRange(index, 1)).StayedCount == 0)
            {
                map.Cancel(index);
            }

            throw;
        }
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using System.Linq;
using AopKit;

public sealed class PageNote;

public sealed class SpaceMap
{
    private readonly HashSet<PageIndex> _reserved = [];

    public bool Reserve(PageIndex index) => _reserved.Add(index);

    public void Cancel(PageIndex index) => _reserved.Remove(index);
}

public sealed class Appender(AddressSpace<PageNote> file, SpaceMap map)
{
    public void Replace(PageIndex index, Action<Memory<byte>> produce)
    {
        bool isNew = map.Reserve(index);

        // The caller wants the old bytes gone in any case, and says so before anything is written.
        file.Invalidate(new PageRange(index, 1));
        byte[] bytes = new byte[file.PageSize];
        try
        {
            produce(bytes);
            using PagePin<PageNote> pin = file.Pin(index);
            using PageWriter<PageNote> writer = pin.BeginWrite();
            bytes.CopyTo(writer.Bytes);
        }
        catch when (isNew)
        {
            if (!file.Contains(index))
            {
                map.Cancel(index);
            }

            throw;
        }
    }
}
