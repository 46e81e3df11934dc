// source: torvalds/linux 892a666fafa1 https://github.com/torvalds/linux/commit/892a666fafa19ab04b5e948f6c92f98f1dafb489
// title: A walk over groups ends by number and keeps the reference of the group after the last
// story: Going on to the next group drops the reference of the old one and takes one of the new. The loop ended when
// the number was too high, with the reference of the group of that number taken, if growing had just made one.
//// bad
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class AllocationGroup(int number)
{
    private int _users;

    public int Number { get; } = number;

    public long Free { get; set; }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class GroupTable
{
    private readonly ConcurrentDictionary<int, AllocationGroup> _groups = new();

    [return: Acquires]
    public AllocationGroup? Get(int number)
    {
        _groups.TryGetValue(number, out AllocationGroup? group);
        group?.Get();
        return group;
    }

    private AllocationGroup? Next([EndsLifetime] AllocationGroup group)
    {
        int number = group.Number + 1;
        group.Put();
        return Get(number); // bug
    }

    public long CountFree(int last)
    {
        long free = 0;
        for (AllocationGroup? group = Get(0); group is not null && group.Number <= last; group = Next(group)) // bug
        {
            free += group.Free;
        }

        return free; // bug
    }
}
//// clean
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class AllocationGroup(int number)
{
    private int _users;

    public int Number { get; } = number;

    public long Free { get; set; }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class GroupTable
{
    private readonly ConcurrentDictionary<int, AllocationGroup> _groups = new();

    [return: Acquires]
    public AllocationGroup? Get(int number)
    {
        _groups.TryGetValue(number, out AllocationGroup? group);
        group?.Get();
        return group;
    }

    private AllocationGroup? Next([EndsLifetime] AllocationGroup group, int last)
    {
        int number = group.Number + 1;
        group.Put();
        return number > last ? null : Get(number);
    }

    public long CountFree(int last)
    {
        long free = 0;
        for (AllocationGroup? group = Get(0); group is not null; group = Next(group, last))
        {
            free += group.Free;
        }

        return free;
    }
}
//// near-miss
using System.Collections.Concurrent;
using System.Threading;
using AopKit.Lifetimes;

public sealed class AllocationGroup(int number)
{
    private int _users;

    public int Number { get; } = number;

    public long Free { get; set; }

    public void Get() => Interlocked.Increment(ref _users);

    [EndsLifetime]
    public void Put() => Interlocked.Decrement(ref _users);
}

public sealed class GroupTable
{
    private readonly ConcurrentDictionary<int, AllocationGroup> _groups = new();

    [return: Acquires]
    public AllocationGroup? Get(int number)
    {
        _groups.TryGetValue(number, out AllocationGroup? group);
        group?.Get();
        return group;
    }

    private AllocationGroup? Next([EndsLifetime] AllocationGroup group)
    {
        int number = group.Number + 1;
        group.Put();
        return Get(number);
    }

    public long CountFree(int last)
    {
        long free = 0;
        AllocationGroup? group = Get(0);
        for (; group is not null && group.Number <= last; group = Next(group))
        {
            free += group.Free;
        }

        // The one beyond the last, if there is one by now.
        group?.Put();

        return free;
    }
}
