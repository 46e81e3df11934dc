// source: torvalds/linux 504a10d9e46b https://github.com/torvalds/linux/commit/504a10d9e46bc37b23d0a1ae2f28973c8516e636
// title: Eviction uses the journal of a mount that has freed it already
// story: A failed mount frees its journals and then lets go of the system files that it had read. Evicting one of
// those begins a transaction in the journal, which was gone.
//// bad
using System;
using System.Collections.Generic;
using AopKit;

public sealed class FileNote
{
    public bool IsUnlinked;
}

public sealed class Journal : IDisposable
{
    private Stack<long>? _revoked = new();

    public void Revoke(long page) => _revoked!.Push(page);

    public void Dispose() => _revoked = null;
}

public sealed class Mount(PageCache cache) : IAddressSpaceOperations<FileNote>, IOnRemove<FileNote>, IDisposable
{
    private AddressSpace<FileNote>? _system;
    private Journal? _journal;

    public void Start()
    {
        _journal = new Journal();
        _system = cache.CreateAddressSpace(this);
    }

    public void ReadPage(FillPage<FileNote> page) => page.Attach(new FileNote { IsUnlinked = page.Index.Value == 0 });

    public void OnRemove(in RemovedPage<FileNote> page, RemoveReason reason)
    {
        if (page.Metadata is { IsUnlinked: true })
        {
            _journal!.Revoke(page.Index.Value); // bug
        }
    }

    public void Dispose()
    {
        _journal?.Dispose(); // bug
        _journal = null;
        _system?.Dispose(); // bug
    }
}
//// clean
using System;
using System.Collections.Generic;
using AopKit;

public sealed class FileNote
{
    public bool IsUnlinked;
}

public sealed class Journal : IDisposable
{
    private Stack<long>? _revoked = new();

    public void Revoke(long page) => _revoked!.Push(page);

    public void Dispose() => _revoked = null;
}

public sealed class Mount(PageCache cache) : IAddressSpaceOperations<FileNote>, IOnRemove<FileNote>, IDisposable
{
    private AddressSpace<FileNote>? _system;
    private Journal? _journal;

    public void Start()
    {
        _journal = new Journal();
        _system = cache.CreateAddressSpace(this);
    }

    public void ReadPage(FillPage<FileNote> page) => page.Attach(new FileNote { IsUnlinked = page.Index.Value == 0 });

    public void OnRemove(in RemovedPage<FileNote> page, RemoveReason reason)
    {
        // A mount that has not come up has no journal to write to.
        if (page.Metadata is { IsUnlinked: true } && _journal is { } journal)
        {
            journal.Revoke(page.Index.Value);
        }
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _journal = null;
        _system?.Dispose();
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using AopKit;

public sealed class FileNote
{
    public bool IsUnlinked;
}

public sealed class Journal : IDisposable
{
    private Stack<long>? _revoked = new();

    public void Revoke(long page) => _revoked!.Push(page);

    public void Dispose() => _revoked = null;
}

public sealed class Mount(PageCache cache) : IAddressSpaceOperations<FileNote>, IOnRemove<FileNote>, IDisposable
{
    private AddressSpace<FileNote>? _system;
    private Journal? _journal;

    public void Start()
    {
        _journal = new Journal();
        _system = cache.CreateAddressSpace(this);
    }

    public void ReadPage(FillPage<FileNote> page) => page.Attach(new FileNote { IsUnlinked = page.Index.Value == 0 });

    public void OnRemove(in RemovedPage<FileNote> page, RemoveReason reason)
    {
        if (page.Metadata is { IsUnlinked: true })
        {
            _journal!.Revoke(page.Index.Value);
        }
    }

    public void Dispose()
    {
        // When this has returned, the last OnRemove has run.
        _system?.Dispose();
        _journal?.Dispose();
        _journal = null;
    }
}
