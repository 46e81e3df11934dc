// source: torvalds/linux bc923818b190 https://github.com/torvalds/linux/commit/bc923818b190c8b63c91a47702969c8053574f5b
// title: On failure the jump goes past the line that gives the lock holder back
// story: To check what a block is used for, the lock of its resource group is held. When the block cannot be found
// in the group, the function jumped behind the call that ends the holder.
//// bad
using AopKit.Lifetimes;

public sealed class LockHolder
{
    public bool IsHeld { get; set; } = true;

    [EndsLifetime]
    public void Dequeue() => IsHeld = false;
}

public interface IResourceGroups
{
    bool TryLock(long block, [Acquires] out LockHolder holder);

    int? FindBit(long block);
}

public sealed class BlockCheck(IResourceGroups groups, byte[] kinds)
{
    public bool IsOfKind(long block, byte kind)
    {
        bool result = false;
        if (!groups.TryLock(block, out LockHolder holder)) // bug
        {
            goto Out;
        }

        if (groups.FindBit(block) is not { } bit)
        {
            goto Out; // bug
        }

        result = kinds[bit] == kind;
        holder.Dequeue();

    Out:
        return result;
    }
}
//// clean
using AopKit.Lifetimes;

public sealed class LockHolder
{
    public bool IsHeld { get; set; } = true;

    [EndsLifetime]
    public void Dequeue() => IsHeld = false;
}

public interface IResourceGroups
{
    bool TryLock(long block, [Acquires] out LockHolder holder);

    int? FindBit(long block);
}

public sealed class BlockCheck(IResourceGroups groups, byte[] kinds)
{
    public bool IsOfKind(long block, byte kind)
    {
        bool result = false;
        if (!groups.TryLock(block, out LockHolder holder))
        {
            goto Out;
        }

        if (groups.FindBit(block) is { } bit)
        {
            result = kinds[bit] == kind;
        }

        holder.Dequeue();

    Out:
        return result;
    }
}
//// near-miss
using AopKit.Lifetimes;

public sealed class LockHolder
{
    public bool IsHeld { get; set; } = true;

    [EndsLifetime]
    public void Dequeue() => IsHeld = false;
}

public interface IResourceGroups
{
    bool TryLock(long block, [Acquires] out LockHolder holder);

    int? FindBit(long block);
}

public sealed class BlockCheck(IResourceGroups groups, byte[] kinds)
{
    public bool IsOfKind(long block, byte kind)
    {
        bool result = false;
        if (!groups.TryLock(block, out LockHolder holder))
        {
            goto Out;
        }

        if (groups.FindBit(block) is not { } bit)
        {
            goto Unlock;
        }

        result = kinds[bit] == kind;

    Unlock:
        holder.Dequeue();

    Out:
        return result;
    }
}
