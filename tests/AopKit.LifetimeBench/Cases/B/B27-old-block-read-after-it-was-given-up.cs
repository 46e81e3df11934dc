// source: torvalds/linux 543b8c468f55 https://github.com/torvalds/linux/commit/543b8c468f55f27f3c0178a22a91a51aabbbc428
// title: Garbage collection gives the old block up and then reads it
// story: To move a block, its new place was allocated first, which made the old place invalid. Only then the content
// was read from the old place, where by that time something else could lie.
//// bad
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class Block(long number)
{
    public long Number { get; } = number;
}

public sealed class Segments
{
    private readonly HashSet<long> _valid = [];
    private long _next = 1000;

    /// <summary>Marks the old block invalid and returns a new one.</summary>
    [return: Acquires]
    public Block Move([EndsLifetime] Block old)
    {
        _valid.Remove(old.Number);
        _valid.Add(++_next);
        return new Block(_next);
    }
}

public interface IDevice
{
    byte[] Read(Block block);

    void Write(Block block, byte[] bytes);
}

public sealed class Collector(Segments segments, IDevice device)
{
    public Block Relocate(Block old)
    {
        Block place = segments.Move(old);
        byte[] content = device.Read(old); // bug
        device.Write(place, content);
        return place;
    }
}
//// clean
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class Block(long number)
{
    public long Number { get; } = number;
}

public sealed class Segments
{
    private readonly HashSet<long> _valid = [];
    private long _next = 1000;

    /// <summary>Marks the old block invalid and returns a new one.</summary>
    [return: Acquires]
    public Block Move([EndsLifetime] Block old)
    {
        _valid.Remove(old.Number);
        _valid.Add(++_next);
        return new Block(_next);
    }
}

public interface IDevice
{
    byte[] Read(Block block);

    void Write(Block block, byte[] bytes);
}

public sealed class Collector(Segments segments, IDevice device)
{
    public Block Relocate(Block old)
    {
        byte[] content = device.Read(old);
        Block place = segments.Move(old);
        device.Write(place, content);
        return place;
    }
}
//// near-miss
using System.Collections.Generic;
using AopKit.Lifetimes;

public sealed class Block(long number)
{
    public long Number { get; } = number;
}

public sealed class Segments
{
    private readonly HashSet<long> _valid = [];
    private long _next = 1000;

    /// <summary>Marks the old block invalid and returns a new one.</summary>
    [return: Acquires]
    public Block Move([EndsLifetime] Block old)
    {
        _valid.Remove(old.Number);
        _valid.Add(++_next);
        return new Block(_next);
    }
}

public interface IDevice
{
    byte[] Read(Block block);

    void Write(Block block, byte[] bytes);
}

public sealed class Collector(Segments segments, IDevice device)
{
    public Dictionary<long, long> Moved { get; } = [];

    public Block Relocate(Block old)
    {
        byte[] content = device.Read(old);
        long from = old.Number;
        Block place = segments.Move(old);
        device.Write(place, content);

        // A number for the log, no block.
        Moved[from] = place.Number;
        return place;
    }
}
