// source: torvalds/linux 95ff0363f3f6 https://github.com/torvalds/linux/commit/95ff0363f3f6ae70c21a0f2b0603e54438e5988b
// title: A loop over children asks the parent, released at the end of the last round, for its error
// story: Each round releases the parent buffer before the child is worked on. After the child had been fetched, the
// code looked for an error in the parent that it had let go, where it meant the child.
//// bad
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class MetaBuffer(long block)
{
    private int _users = 1;

    public long Block { get; } = block;

    public int Error { get; set; }

    [EndsLifetime]
    public void Release() => Interlocked.Decrement(ref _users);
}

public interface IBuffers
{
    [return: Acquires]
    MetaBuffer Read(long block);

    void Invalidate([EndsLifetime] MetaBuffer buffer);
}

public sealed class TreeRemover(IBuffers buffers)
{
    public int Remove(long root, IReadOnlyList<long> children)
    {
        MetaBuffer parent = buffers.Read(root);
        parent.Release();
        foreach (long block in children)
        {
            MetaBuffer child = buffers.Read(block);
            if (parent.Error != 0) // bug
            {
                child.Release();
                return parent.Error; // bug
            }

            buffers.Invalidate(child);
            parent = buffers.Read(root);
            parent.Release();
        }

        return 0;
    }
}
//// clean
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class MetaBuffer(long block)
{
    private int _users = 1;

    public long Block { get; } = block;

    public int Error { get; set; }

    [EndsLifetime]
    public void Release() => Interlocked.Decrement(ref _users);
}

public interface IBuffers
{
    [return: Acquires]
    MetaBuffer Read(long block);

    void Invalidate([EndsLifetime] MetaBuffer buffer);
}

public sealed class TreeRemover(IBuffers buffers)
{
    public int Remove(long root, IReadOnlyList<long> children)
    {
        MetaBuffer parent = buffers.Read(root);
        parent.Release();
        foreach (long block in children)
        {
            MetaBuffer child = buffers.Read(block);
            buffers.Invalidate(child);
            parent = buffers.Read(root);
            parent.Release();
        }

        return 0;
    }
}
//// near-miss
using System.Collections.Generic;
using System.Threading;
using AopKit.Lifetimes;

public sealed class MetaBuffer(long block)
{
    private int _users = 1;

    public long Block { get; } = block;

    public int Error { get; set; }

    [EndsLifetime]
    public void Release() => Interlocked.Decrement(ref _users);
}

public interface IBuffers
{
    [return: Acquires]
    MetaBuffer Read(long block);

    void Invalidate([EndsLifetime] MetaBuffer buffer);
}

public sealed class TreeRemover(IBuffers buffers)
{
    public int Remove(long root, IReadOnlyList<long> children)
    {
        MetaBuffer parent = buffers.Read(root);
        parent.Release();
        foreach (long block in children)
        {
            MetaBuffer child = buffers.Read(block);
            int error = child.Error;
            if (error != 0)
            {
                child.Release();
                return error;
            }

            buffers.Invalidate(child);
            parent = buffers.Read(root);
            parent.Release();
        }

        return 0;
    }
}
