using System.Collections.Concurrent;

namespace AopKit.Tests.Clients;

public delegate void FillHook(FillPage<Fact> page);

public delegate ReleaseOutcome ReleaseHook(LockedPage<Fact> page, in ReleaseContext context);

public delegate void LockedHook(LockedPage<Fact> page);

public delegate void InvalidateHook(LockedPage<Fact> page, ByteRange range);

public delegate void RemoveHook(in RemovedPage<Fact> page, RemoveReason reason);

public delegate void WriteHook(WriteBatch<Fact> batch);

/// <summary>
/// A client that a test writes on the spot: each callback is logged, then does what its hook says, or something
/// sensible. It implements no interface; the classes of <c>ScriptedClients.cs</c> choose.
/// </summary>
public abstract class ClientScript
{
    private readonly List<string> _log = [];

    /// <summary>Where pages are read from and written to; what is absent reads as its pattern, version 0.</summary>
    public ConcurrentDictionary<long, byte[]> Disk { get; } = new();

    /// <summary>The space's number in the patterns.</summary>
    public long PatternSpace { get; init; } = 1;

    /// <summary>Whether a fill attaches a <see cref="Fact"/> named after the page.</summary>
    public bool AttachOnRead { get; set; }

    /// <summary>What release and prepare answer without a hook; <c>Released</c> detaches as it should.</summary>
    public ReleaseOutcome Answer { get; set; } = ReleaseOutcome.Removable;

    public FillHook? OnRead { get; set; }

    public ReleaseHook? OnRelease { get; set; }

    public LockedHook? OnCommit { get; set; }

    public LockedHook? OnAbort { get; set; }

    public InvalidateHook? OnInvalidate { get; set; }

    public RemoveHook? OnRemoved { get; set; }

    public WriteHook? OnWrite { get; set; }

    public Func<ReleaseMode, ReleaseOutcome>? OnEnd { get; set; }

    /// <summary>What was called so far, in order, for example <c>release 3 Evict</c>.</summary>
    public string[] Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>How many log lines begin so.</summary>
    public int CountOf(string prefix) => Log.Count(line => line.StartsWith(prefix, StringComparison.Ordinal));

    public void ClearLog()
    {
        lock (_log)
        {
            _log.Clear();
        }
    }

    public void ReadPage(FillPage<Fact> page)
    {
        Note($"read {page.Index}");
        if (OnRead is { } hook)
        {
            hook(page);
            return;
        }

        ReadDefault(page);
    }

    public void ReadDefault(FillPage<Fact> page)
    {
        ReadFromDisk(page.Index.Value, page.Bytes);
        if (AttachOnRead)
        {
            page.Attach(new Fact($"fact {page.Index}"));
        }
    }

    public void WritePages(WriteBatch<Fact> batch)
    {
        Note($"write {new PageRange(batch.First, batch.Count)}");
        OnWrite?.Invoke(batch);
        for (int position = 0; position < batch.Count; position++)
        {
            Disk[batch[position].Index.Value] = batch[position].Bytes.ToArray();
        }
    }

    public ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context)
    {
        Note($"release {page.Index} {context.Reason}");
        if (OnRelease is { } hook)
        {
            return hook(page, context);
        }

        if (Answer == ReleaseOutcome.Released)
        {
            page.Detach();
        }

        return Answer;
    }

    public ReleaseOutcome PrepareRelease(LockedPage<Fact> page, in ReleaseContext context)
    {
        Note($"prepare {page.Index} {context.Reason}");
        return OnRelease is { } hook ? hook(page, context) : Answer;
    }

    public void CommitRelease(LockedPage<Fact> page)
    {
        Note($"commit {page.Index}");
        OnCommit?.Invoke(page);
        page.Detach();
    }

    public void AbortRelease(LockedPage<Fact> page)
    {
        Note($"abort {page.Index}");
        OnAbort?.Invoke(page);
    }

    public void InvalidatePage(LockedPage<Fact> page, ByteRange range)
    {
        Note(range.IsWholePage ? $"invalidate {page.Index}" : $"invalidate {page.Index} {range}");
        OnInvalidate?.Invoke(page, range);
    }

    public void OnRemove(in RemovedPage<Fact> page, RemoveReason reason)
    {
        Note($"remove {page.Index} {reason}");
        OnRemoved?.Invoke(page, reason);
    }

    public ReleaseOutcome Release(AddressSpace<Fact> space, ReleaseMode mode)
    {
        Note($"end {mode}");
        return OnEnd?.Invoke(mode) ?? ReleaseOutcome.Released;
    }

    protected void Note(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }

    protected void ReadFromDisk(long index, Span<byte> bytes)
    {
        if (Disk.TryGetValue(index, out byte[]? stored))
        {
            stored.CopyTo(bytes);
        }
        else
        {
            Pattern.Fill(bytes, PatternSpace, index, version: 0);
        }
    }
}
