using AopKit.Checking;

namespace AopKit.Frames;

/// <summary>
/// What the reclaim policy keeps of each frame, beside the headers: its neighbours in a queue, and one byte for where
/// it is. The numbers below zero stand for the ends of queues.
/// </summary>
/// <remarks>Written under the policy's locks, but for the byte of a page that was chosen, and the bit for read
/// ahead.</remarks>
internal sealed unsafe class FrameLinks(int* links, byte* places, int* aheadBits)
{
    /// <summary>How many numbers there are for the ends of queues: from minus this to minus one.</summary>
    public const int EndCount = 64;

    public const int LinkBytes = 2 * sizeof(int);

    public const int BytesPerFrame = LinkBytes + sizeof(byte);

    public ref int Next(int frame) => ref links[2L * (frame + EndCount)];

    public ref int Previous(int frame) => ref links[(2L * (frame + EndCount)) + 1];

    public ref byte Place(int frame) => ref places[frame];

    /// <summary>Changes the byte if it is what the caller has seen.</summary>
    public bool TryChangePlace(int frame, byte seen, byte place)
    {
        Schedule.Point(this);
        return Interlocked.CompareExchange(ref places[frame], place, seen) == seen;
    }

    /// <summary>Whether the page in a frame was read ahead, and not asked for since.</summary>
    public bool IsAhead(int frame) => (Volatile.Read(ref aheadBits[frame >> 5]) & (1 << (frame & 31))) != 0;

    public void SetAhead(int frame, bool isAhead)
    {
        Schedule.Point(this);
        int bit = 1 << (frame & 31);
        if (isAhead)
        {
            Interlocked.Or(ref aheadBits[frame >> 5], bit);
        }
        else
        {
            TryEndAhead(frame);
        }
    }

    /// <summary>Takes the mark of a page that was read ahead.</summary>
    /// <returns>Whether it was there; of several callers, for one.</returns>
    public bool TryEndAhead(int frame)
    {
        int bit = 1 << (frame & 31);
        return IsAhead(frame) && (Interlocked.And(ref aheadBits[frame >> 5], ~bit) & bit) != 0;
    }
}
