using AopKit.Residency;

namespace AopKit.ReadAhead;

/// <summary>
/// Recognises readers that go through a space in equal steps, and says what to read ahead of them. The caller has the
/// table.
/// </summary>
/// <remarks>
/// <para>Two misses at neighbouring pages are a stream, in either direction; with a larger step it takes a third. The
/// first window is small. When its first page is asked for, the next window, twice as large, is read, so that a reader
/// always has a window before it. After Linux's read-ahead, which marks a page in each window for the same purpose.
/// </para>
/// <para>Pages that reclaim takes before anybody asks for them halve the windows; if they are more than a third of what
/// was read, nothing is read ahead for a number of misses, twice as many each time.</para>
/// </remarks>
internal static class StreamDetector
{
    /// <summary>The first window's pages.</summary>
    public const int FirstSize = 4;

    /// <summary>The largest step.</summary>
    public const long MostStride = 64;

    private const int FirstPause = 64;
    private const int MostPause = 4096;
    private const int JudgedCount = 16;
    private const int HalvedCount = 1024;

    /// <summary>A page was asked for and was not there.</summary>
    /// <param name="streams">The space's table.</param>
    /// <param name="index">The page.</param>
    /// <param name="most">The largest window.</param>
    /// <param name="stream">The stream that it continues, if there is something to read.</param>
    public static ReadWindow Miss(ReadStreams streams, long index, int most, out ReadStream? stream)
    {
        stream = null;
        if (streams.PauseLeft > 0)
        {
            streams.PauseLeft--;
            return default;
        }

        ReadStream found = Find(streams, index) ?? Replace(streams, index);
        bool isKnown = found.UsedAt != 0 && found.Last != index;
        found.UsedAt = ++streams.Clock;
        if (!isKnown)
        {
            return default;
        }

        bool isContinued = found.Stride != 0;
        found.Stride = isContinued ? found.Stride : index - found.Last;
        found.Last = index;
        if ((!isContinued && Math.Abs(found.Stride) > 1) || Volatile.Read(ref found.IsPending) != 0)
        {
            return default;
        }

        // A reader who misses in a stream has overtaken it, or found its pages gone: it goes on from where he is.
        found.Size = Math.Min(most, found.Size == 0 ? FirstSize : found.Size);
        found.Next = index + found.Stride;
        stream = found;
        return Open(found);
    }

    /// <summary>A page that was read ahead was asked for the first time.</summary>
    /// <param name="streams">The space's table.</param>
    /// <param name="index">The page.</param>
    /// <param name="most">The largest window.</param>
    /// <param name="stream">The stream whose next window is due, if one is.</param>
    public static ReadWindow Hit(ReadStreams streams, long index, int most, out ReadStream? stream)
    {
        stream = null;
        if (++streams.HitCount >= HalvedCount)
        {
            streams.HitCount /= 2;
            streams.WastedCount /= 2;
            streams.NextPause = FirstPause;
        }

        foreach (ReadStream candidate in streams.Streams)
        {
            if (candidate.Size == 0 || Steps(candidate, index) is not > 0
                || (candidate.Next - index) / candidate.Stride <= 0)
            {
                continue;
            }

            candidate.Last = index;
            candidate.UsedAt = ++streams.Clock;
            bool isDue = (index - candidate.Marker) / candidate.Stride >= 0;
            if (!isDue || Volatile.Read(ref candidate.IsPending) != 0)
            {
                return default;
            }

            candidate.Size = Math.Min(most, candidate.Size * 2);
            stream = candidate;
            return Open(candidate);
        }

        return default;
    }

    /// <summary>A page that was read ahead was taken before anybody asked for it.</summary>
    public static void Waste(ReadStreams streams)
    {
        streams.WastedCount++;
        foreach (ReadStream stream in streams.Streams)
        {
            stream.Size = stream.Size == 0 ? 0 : Math.Max(1, stream.Size / 2);
        }

        if (streams.WastedCount >= JudgedCount && streams.WastedCount * 2 > streams.HitCount)
        {
            streams.NextPause = Math.Clamp(streams.NextPause * 2, FirstPause, MostPause);
            streams.PauseLeft = streams.NextPause;
            (streams.HitCount, streams.WastedCount) = (0, 0);
        }
    }

    /// <summary>The stream's pages cannot be read, or come to an end: it has to be recognised anew.</summary>
    public static void Stop(ReadStream stream) => (stream.Stride, stream.Size) = (0, 0);

    private static ReadWindow Open(ReadStream stream)
    {
        var window = new ReadWindow(stream.Next, stream.Size, stream.Stride);
        stream.Marker = stream.Next;
        stream.Next += stream.Size * stream.Stride;
        return window;
    }

    private static ReadStream? Find(ReadStreams streams, long index)
    {
        ReadStream? begun = null;
        foreach (ReadStream stream in streams.Streams)
        {
            if (stream.UsedAt == 0)
            {
                continue;
            }

            if (stream.Stride != 0 && Steps(stream, index) is { } steps && steps >= 0 && steps <= stream.Size + 1)
            {
                return stream;
            }

            if (stream.Stride == 0 && Math.Abs(index - stream.Last) <= MostStride)
            {
                begun = stream;
            }
        }

        return begun;
    }

    /// <summary>The stream that was not followed for longest, to begin with a page.</summary>
    private static ReadStream Replace(ReadStreams streams, long index)
    {
        ReadStream oldest = streams.Streams[0];
        foreach (ReadStream stream in streams.Streams)
        {
            oldest = stream.UsedAt < oldest.UsedAt ? stream : oldest;
        }

        Stop(oldest);
        oldest.Last = index;
        return oldest;
    }

    /// <summary>How many steps a page is ahead of the stream's last; null if it is not on its way.</summary>
    private static long? Steps(ReadStream stream, long index)
    {
        (long steps, long rest) = Math.DivRem(index - stream.Last, stream.Stride);
        return rest == 0 ? steps : null;
    }
}
