using System.Runtime.CompilerServices;
using AopKit.Benchmarks.Peers.Measuring;
using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Limits;

/// <summary>A loop that does next to nothing: what the measurement itself costs.</summary>
internal sealed class EmptyLoop(string name) : Contestant(name)
{
    public override ulong Run(int operations)
    {
        ulong sum = 0;
        for (int i = 0; i < operations; i++)
        {
            sum = Keep(sum + (ulong)i);
        }

        return sum;
    }

    /// <summary>Not inlined, so that the loop cannot be replaced by its sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Keep(ulong value) => value;
}

/// <summary>One locked addition per operation, to a word that other contestants may add to as well.</summary>
internal sealed class LockedAdd(string name, long[] word) : Contestant(name)
{
    public override ulong Run(int operations)
    {
        ref long place = ref word[0];
        long last = 0;
        for (int i = 0; i < operations; i++)
        {
            last = Interlocked.Add(ref place, 1);
        }

        return (ulong)last;
    }
}

/// <summary>
/// A load whose address the load before it gave: one page per step, in an order that no prefetcher guesses.
/// </summary>
internal sealed unsafe class DependentMiss(string name, PageChain chain) : Contestant(name)
{
    private long* _at = chain.First;

    public override ulong Run(int operations)
    {
        long* at = _at;
        for (int i = 0; i < operations; i++)
        {
            at = (long*)*at;
        }

        _at = at;
        return (ulong)at;
    }
}

/// <summary>A copy of 4 KiB, out of one page or out of many, into a buffer that stays in the cache.</summary>
internal sealed unsafe class PageMove(string name, PageChain chain, bool hot) : Contestant(name)
{
    private readonly byte[] _destination = new byte[PageChain.PageSize];
    private long* _at = chain.First;

    public override ulong Run(int operations)
    {
        long* at = _at;
        for (int i = 0; i < operations; i++)
        {
            new ReadOnlySpan<byte>(at, PageChain.PageSize).CopyTo(_destination);
            at = hot ? at : (long*)Unsafe.ReadUnaligned<nint>(ref _destination[0]);
        }

        _at = at;
        return _destination[0];
    }
}

/// <summary>What a miss has to do whatever the cache is: making the page's content, in memory that was not touched of
/// late.</summary>
internal sealed unsafe class FillAlone(string name, PageChain chain, FillKind fill) : Contestant(name)
{
    private long* _at = chain.First;

    public override ulong Run(int operations)
    {
        long* at = _at;
        for (int i = 0; i < operations; i++)
        {
            // The next page's address is read first and written last, as the stamp of this one.
            long next = *at;
            var page = new Span<byte>(at, PageChain.PageSize);
            if (fill == FillKind.Whole)
            {
                PageContent.Fill(page, next);
            }
            else
            {
                PageContent.Stamp(page, next);
            }

            at = (long*)next;
        }

        _at = at;
        return (ulong)at;
    }
}
