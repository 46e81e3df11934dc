// source: torvalds/linux 30d55c8aabb2 https://github.com/torvalds/linux/commit/30d55c8aabb261bc3f427d6b9aae7ef6206063f9
// title: An error path frees a state that its allocation has already put into a table
// story: Allocating a state also gives it a number in the table of the client. When the lease could not be set, the
// error path freed the state by itself and left the number, by which the next walk over the table found it.
//// bad
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class LayoutState(long number)
{
    public long Number { get; } = number;

    public bool IsFreed { get; set; }
}

public sealed class StateTable
{
    private readonly ConcurrentDictionary<long, LayoutState> _states = new();
    private readonly ConcurrentBag<LayoutState> _free = [];
    private long _next;

    /// <summary>In the table from here on.</summary>
    [return: Acquires]
    public LayoutState Allocate()
    {
        LayoutState state = new(Interlocked.Increment(ref _next));
        _states[state.Number] = state;
        return state;
    }

    /// <summary>Out of the table, and freed.</summary>
    public void Put([EndsLifetime] LayoutState state)
    {
        _states.TryRemove(state.Number, out _);
        Free(state);
    }

    /// <summary>The memory only.</summary>
    public void Free([EndsLifetime] LayoutState state)
    {
        state.IsFreed = true;
        _free.Add(state);
    }
}

public sealed class Layouts(StateTable table, Func<LayoutState, bool> trySetLease)
{
    public LayoutState? Open()
    {
        LayoutState state = table.Allocate();
        if (!trySetLease(state))
        {
            table.Free(state); // bug
            return null;
        }

        return state;
    }
}
//// clean
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class LayoutState(long number)
{
    public long Number { get; } = number;

    public bool IsFreed { get; set; }
}

public sealed class StateTable
{
    private readonly ConcurrentDictionary<long, LayoutState> _states = new();
    private readonly ConcurrentBag<LayoutState> _free = [];
    private long _next;

    /// <summary>In the table from here on.</summary>
    [return: Acquires]
    public LayoutState Allocate()
    {
        LayoutState state = new(Interlocked.Increment(ref _next));
        _states[state.Number] = state;
        return state;
    }

    /// <summary>Out of the table, and freed.</summary>
    public void Put([EndsLifetime] LayoutState state)
    {
        _states.TryRemove(state.Number, out _);
        Free(state);
    }

    /// <summary>The memory only.</summary>
    public void Free([EndsLifetime] LayoutState state)
    {
        state.IsFreed = true;
        _free.Add(state);
    }
}

public sealed class Layouts(StateTable table, Func<LayoutState, bool> trySetLease)
{
    public LayoutState? Open()
    {
        LayoutState state = table.Allocate();
        if (!trySetLease(state))
        {
            table.Put(state);
            return null;
        }

        return state;
    }
}
//// near-miss
using System;
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class LayoutState(long number)
{
    public long Number { get; } = number;

    public bool IsFreed { get; set; }
}

public sealed class StateTable
{
    private readonly ConcurrentDictionary<long, LayoutState> _states = new();
    private readonly ConcurrentBag<LayoutState> _free = [];
    private long _next;

    /// <summary>In no table yet.</summary>
    [return: Acquires]
    public LayoutState Allocate()
    {
        return new LayoutState(Interlocked.Increment(ref _next));
    }

    public void Publish(LayoutState state) => _states[state.Number] = state;

    /// <summary>Out of the table, and freed.</summary>
    public void Put([EndsLifetime] LayoutState state)
    {
        _states.TryRemove(state.Number, out _);
        Free(state);
    }

    /// <summary>The memory only.</summary>
    public void Free([EndsLifetime] LayoutState state)
    {
        state.IsFreed = true;
        _free.Add(state);
    }
}

public sealed class Layouts(StateTable table, Func<LayoutState, bool> trySetLease)
{
    public LayoutState? Open()
    {
        LayoutState state = table.Allocate();
        if (!trySetLease(state))
        {
            table.Free(state);
            return null;
        }

        table.Publish(state);
        return state;
    }
}
