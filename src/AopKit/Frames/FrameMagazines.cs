using System.Numerics;
using System.Runtime.InteropServices;
using AopKit.Checking;

namespace AopKit.Frames;

/// <summary>
/// Free frames in stocks, one for each processor, so that most misses and evictions touch nothing that the others
/// touch. A stock is filled and emptied by half.
/// </summary>
/// <remarks>
/// After Bonwick and Adams, <em>Magazines and Vmem</em>, 2001: what they do with two magazines, one array does by its
/// two halves; a thread that takes and returns in turn at the edge of one does not go to the depot each time. A lock of
/// a stock is tried and never waited for on the way of a miss: who does not get it goes to the depot.
/// </remarks>
internal sealed class FrameMagazines
{
    /// <summary>Frames that are moved between a stock and the depot at once, at the most.</summary>
    public const int MaxBatch = 32;

    /// <summary>
    /// Memory takes about as long as two insertions: the one that comes after the next is asked for.
    /// </summary>
    private const int PrefetchDistance = 2;

    private readonly Stock[] _stocks;
    private readonly int[] _frames;

    public FrameMagazines()
    {
        int count = (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);
        _stocks = new Stock[count];
        _frames = new int[count * MaxBatch * 2];
    }

    /// <summary>Stocks together; changes at any time.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (int stock = 0; stock < _stocks.Length; stock++)
            {
                count += Volatile.Read(ref _stocks[stock].Count);
            }

            return count;
        }
    }

    /// <summary>How large batches may be so that the stocks together hold a 16th of the frames at the most.</summary>
    public int BatchFor(int frameCount) => Math.Min(MaxBatch, frameCount / (_stocks.Length * 2 * 16));

    /// <summary>Takes a frame from this processor's stock.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="later">One that will be taken soon, so that its memory can be asked for; -1 if none.</param>
    public bool TryTake(out int frame, out int later)
    {
        int stock = Mine();
        if (Volatile.Read(ref _stocks[stock].Count) > 0 && TryLock(stock))
        {
            bool taken = TryPop(stock, out frame);
            int left = _stocks[stock].Count;
            later = left >= PrefetchDistance ? _frames[First(stock) + left - PrefetchDistance] : -1;
            Unlock(stock);
            return taken;
        }

        (frame, later) = (-1, -1);
        return false;
    }

    /// <summary>Takes a frame from whatever stock has one.</summary>
    public bool TrySteal(out int frame)
    {
        for (int stock = 0; stock < _stocks.Length; stock++)
        {
            if (Volatile.Read(ref _stocks[stock].Count) > 0)
            {
                Lock(stock);
                bool taken = TryPop(stock, out frame);
                Unlock(stock);
                if (taken)
                {
                    return true;
                }
            }
        }

        frame = -1;
        return false;
    }

    /// <summary>Puts frames into this processor's stock, as far as there is room.</summary>
    /// <returns>How many, from the first on.</returns>
    public int Put(ReadOnlySpan<int> frames, int batch)
    {
        int stock = Mine();
        if (!TryLock(stock))
        {
            return 0;
        }

        ref int count = ref _stocks[stock].Count;
        int put = Math.Clamp((batch * 2) - count, 0, frames.Length);
        frames[..put].CopyTo(_frames.AsSpan(First(stock) + count));
        Volatile.Write(ref count, count + put);
        Unlock(stock);
        return put;
    }

    /// <summary>Takes a batch out of this processor's stock.</summary>
    /// <returns>How many.</returns>
    public int TakeOut(Span<int> frames)
    {
        int stock = Mine();
        if (!TryLock(stock))
        {
            return 0;
        }

        int taken = TakeOut(stock, frames);
        Unlock(stock);
        return taken;
    }

    /// <summary>Empties all stocks into the depot.</summary>
    public void Drain(FrameDepot depot)
    {
        Span<int> frames = stackalloc int[MaxBatch * 2];
        for (int stock = 0; stock < _stocks.Length; stock++)
        {
            Lock(stock);
            int count = TakeOut(stock, frames);
            Unlock(stock);
            depot.Return(frames[..count]);
        }
    }

    /// <summary>What is in the stocks of a quiet cache.</summary>
    public IEnumerable<int> Enumerate()
    {
        for (int stock = 0; stock < _stocks.Length; stock++)
        {
            for (int i = 0; i < _stocks[stock].Count; i++)
            {
                yield return _frames[First(stock) + i];
            }
        }
    }

    private static int First(int stock) => stock * MaxBatch * 2;

    /// <summary>The stock of this processor; always the same one in a run that must be repeated exactly.</summary>
    private int Mine()
    {
        Schedule.Point(this);
        // What an explorer's setup does must be the same each time, too.
        return Schedule.IsOn ? 0 : Thread.GetCurrentProcessorId() & (_stocks.Length - 1);
    }

    private bool TryPop(int stock, out int frame)
    {
        ref int count = ref _stocks[stock].Count;
        if (count == 0)
        {
            frame = -1;
            return false;
        }

        frame = _frames[First(stock) + count - 1];
        Volatile.Write(ref count, count - 1);
        return true;
    }

    private int TakeOut(int stock, Span<int> frames)
    {
        ref int count = ref _stocks[stock].Count;
        int taken = Math.Min(count, frames.Length);
        _frames.AsSpan(First(stock) + count - taken, taken).CopyTo(frames);
        Volatile.Write(ref count, count - taken);
        return taken;
    }

    private bool TryLock(int stock) => Interlocked.CompareExchange(ref _stocks[stock].Lock, 1, 0) == 0;

    private void Lock(int stock)
    {
        SpinWait spin = default;
        while (!TryLock(stock))
        {
            spin.SpinOnce();
        }
    }

    private void Unlock(int stock) => Volatile.Write(ref _stocks[stock].Lock, 0);

    /// <summary>Two cache lines, so that neighbours do not disturb each other.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Stock
    {
        public int Lock;
        public int Count;
    }
}
