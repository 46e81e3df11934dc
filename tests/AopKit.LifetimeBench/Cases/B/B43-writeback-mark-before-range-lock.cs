// source: openzfs/zfs 74328ee18f94 https://github.com/openzfs/zfs/commit/74328ee18f94d27f9c802d29fdd311018dab2adf
// title: A page is marked as being written before the lock is taken that a truncation waits with
// story: The write path set the writeback mark of the page and then waited for the range lock. A hole punch held the
// range lock and waited for the mark to go; the write that would clear it had not begun.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class PageMark
{
    private readonly ManualResetEventSlim _idle = new(initialState: true);

    public void Begin() => _idle.Reset();

    public void End() => _idle.Set();

    [Effect(Effects.Blocks)]
    public void Wait() => _idle.Wait();
}

public sealed class RangeLockedFile(Action<long> writeOut)
{
    private readonly object _range = new();
    private readonly ConcurrentDictionary<long, PageMark> _marks = new();

    public void WritePage(long index)
    {
        PageMark mark = _marks.GetOrAdd(index, _ => new PageMark());
        mark.Begin(); // bug
        lock (_range) // bug
        {
            writeOut(index);
        }

        mark.End();
    }

    public void Punch(long index)
    {
        lock (_range)
        {
            if (_marks.TryGetValue(index, out PageMark? mark))
            {
                mark.Wait(); // bug
            }
        }
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class PageMark
{
    private readonly ManualResetEventSlim _idle = new(initialState: true);

    public void Begin() => _idle.Reset();

    public void End() => _idle.Set();

    [Effect(Effects.Blocks)]
    public void Wait() => _idle.Wait();
}

public sealed class RangeLockedFile(Action<long> writeOut)
{
    private readonly object _range = new();
    private readonly ConcurrentDictionary<long, PageMark> _marks = new();

    public void WritePage(long index)
    {
        PageMark mark = _marks.GetOrAdd(index, _ => new PageMark());
        lock (_range)
        {
            mark.Begin();
            writeOut(index);
            mark.End();
        }
    }

    public void Punch(long index)
    {
        lock (_range)
        {
            if (_marks.TryGetValue(index, out PageMark? mark))
            {
                mark.Wait();
            }
        }
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class PageMark
{
    private readonly ManualResetEventSlim _idle = new(initialState: true);

    public void Begin() => _idle.Reset();

    public void End() => _idle.Set();

    [Effect(Effects.Blocks)]
    public void Wait() => _idle.Wait();
}

public sealed class RangeLockedFile(Action<long> writeOut)
{
    private readonly object _range = new();
    private readonly ConcurrentDictionary<long, PageMark> _marks = new();

    public void WritePage(long index)
    {
        PageMark mark = _marks.GetOrAdd(index, _ => new PageMark());
        mark.Begin();
        lock (_range)
        {
            writeOut(index);
        }

        mark.End();
    }

    public void Punch(long index)
    {
        // Waits with nothing in its hands.
        if (_marks.TryGetValue(index, out PageMark? mark))
        {
            mark.Wait();
        }

        lock (_range)
        {
            _marks.TryRemove(index, out _);
        }
    }
}
