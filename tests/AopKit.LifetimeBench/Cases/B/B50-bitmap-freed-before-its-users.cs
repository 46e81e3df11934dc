// source: torvalds/linux d0f17d3883f1 https://github.com/torvalds/linux/commit/d0f17d3883f1e3f085d38572c2ea8edbd5150172
// title: The bitmap of a group is freed before the reservations that point into it are returned
// story: At unmount each resource group first gave its bitmap back, and then returned the reservations that were
// left. To return one means to clear bits in that bitmap.
//// bad
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class Bitmap : IDisposable
{
    private ulong[]? _bits = new ulong[64];

    public void Clear(long bit) => _bits![bit / 64] &= ~(1UL << (int)(bit % 64));

    [EndsLifetime]
    public void Dispose() => _bits = null;
}

public sealed class ResourceGroup : IDisposable
{
    [Owned]
    private readonly Bitmap _bitmap = new();

    private readonly Queue<long> _reserved = new();

    public void Reserve(long block) => _reserved.Enqueue(block);

    public void Dispose()
    {
        _bitmap.Dispose();
        ReturnReservations(); // bug
    }

    private void ReturnReservations()
    {
        while (_reserved.TryDequeue(out long block))
        {
            _bitmap.Clear(block); // bug
        }
    }
}
//// clean
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class Bitmap : IDisposable
{
    private ulong[]? _bits = new ulong[64];

    public void Clear(long bit) => _bits![bit / 64] &= ~(1UL << (int)(bit % 64));

    [EndsLifetime]
    public void Dispose() => _bits = null;
}

public sealed class ResourceGroup : IDisposable
{
    [Owned]
    private readonly Bitmap _bitmap = new();

    private readonly Queue<long> _reserved = new();

    public void Reserve(long block) => _reserved.Enqueue(block);

    public void Dispose()
    {
        ReturnReservations();
        _bitmap.Dispose();
    }

    private void ReturnReservations()
    {
        while (_reserved.TryDequeue(out long block))
        {
            _bitmap.Clear(block);
        }
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class Bitmap : IDisposable
{
    private ulong[]? _bits = new ulong[64];

    public void Clear(long bit) => _bits![bit / 64] &= ~(1UL << (int)(bit % 64));

    [EndsLifetime]
    public void Dispose() => _bits = null;
}

public sealed class ResourceGroup : IDisposable
{
    [Owned]
    private readonly Bitmap _bitmap = new();

    private readonly Queue<long> _reserved = new();

    public void Reserve(long block) => _reserved.Enqueue(block);

    public void Dispose()
    {
        _bitmap.Dispose();
        ForgetReservations();
    }

    // Counts only; the bits went with the bitmap.
    private void ForgetReservations()
    {
        Forgotten = _reserved.Count;
        _reserved.Clear();
    }

    public int Forgotten { get; private set; }

    private void ReturnReservations()
    {
        while (_reserved.TryDequeue(out long block))
        {
            _bitmap.Clear(block);
        }
    }
}
