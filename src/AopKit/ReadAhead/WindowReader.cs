using AopKit.Diagnostics;
using AopKit.Fill;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.ReadAhead;

/// <summary>
/// Reads pages ahead of those who go through a space in equal steps. Who begins a stream reads its first window
/// himself; the others are read on the thread pool, one at a time for each stream.
/// </summary>
internal sealed class WindowReader(PageStore store, BatchFiller batch) : IReadAhead
{
    /// <summary>The largest window by default: 128 KiB of pages of 4 KiB, as Linux has it.</summary>
    private const int DefaultMost = 32;

    /// <summary>No window is larger than this part of the cache.</summary>
    private const int LeastWindowsInCache = 8;

    private volatile bool _isStopped;

    public void Missed(Space space, long index, bool mayRead)
    {
        int most = MostPages(space);
        if (most == 0)
        {
            return;
        }

        ReadStreams streams = space.Streams ?? Interlocked.CompareExchange(ref space.Streams, new ReadStreams(), null)
            ?? space.Streams;
        if (!streams.TryEnter())
        {
            return;
        }

        ReadWindow window = StreamDetector.Miss(streams, index, most, out ReadStream? stream);
        streams.Exit();
        if (stream is not null)
        {
            var work = stream.Work as WindowWork ?? new WindowWork(this, space, stream);
            stream.Work = work;
            Start(work, window, mayRead);
        }
    }

    public void FirstHit(int frame)
    {
        Counters.Add(ref store.Counters.ReadAheadHits);
        ref FrameHeader header = ref store.Frames.Header(frame);
        (int spaceId, long index) = (header.SpaceId, header.Index);
        if (store.Spaces[spaceId] is not { Streams: { } streams } space || !streams.TryEnter())
        {
            return;
        }

        ReadWindow window = StreamDetector.Hit(streams, index, MostPages(space), out ReadStream? stream);
        streams.Exit();
        if (stream?.Work is WindowWork work)
        {
            Start(work, window, mayRead: false);
        }
    }

    public void Wasted(Space space)
    {
        Counters.Add(ref store.Counters.ReadAheadWasted);
        if (space.Streams is { } streams && streams.TryEnter())
        {
            StreamDetector.Waste(streams);
            streams.Exit();
        }
    }

    public void Stop() => _isStopped = true;

    public void WaitForEnd(Space space) => space.Streams?.WaitForEnd();

    private int MostPages(Space space)
    {
        int most = space.Options.ReadAheadPages
            ?? (space.Callbacks.HasReadPages && store.HasBackground ? DefaultMost : 0);
        return Math.Min(most, store.Free.Limit / LeastWindowsInCache);
    }

    private void Start(WindowWork work, ReadWindow window, bool mayRead)
    {
        if (!work.TryTake(window))
        {
            return;
        }

        if (mayRead || !store.Options.HasBackgroundThreads)
        {
            work.Execute();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        }
    }

    /// <summary>Reads a window, as far as its pages are absent and can be read.</summary>
    /// <returns>Whether the stream may go on.</returns>
    private bool Read(Space space, ReadWindow window)
    {
        long end = space.Options.ReadAheadEnd?.Invoke().Value ?? long.MaxValue;
        ReadWindow clipped = window.Clip(end);
        bool isWhole = clipped.Count == window.Count;
        if (Math.Abs(clipped.Stride) == 1)
        {
            long first = clipped.Stride > 0 ? clipped.First : clipped.First - clipped.Count + 1;
            return batch.TryReadAhead(space, first, clipped.Count) && isWhole;
        }

        for (int step = 0; step < clipped.Count; step++)
        {
            if (!batch.TryReadAhead(space, clipped.First + (step * clipped.Stride), 1))
            {
                return false;
            }
        }

        return isWhole;
    }

    /// <summary>The windows of one stream, one at a time; the same object for all, so that a hit makes none.</summary>
    private sealed class WindowWork(WindowReader reader, Space space, ReadStream stream) : IThreadPoolWorkItem
    {
        private ReadWindow _window;

        /// <summary>Takes a window to read, if the last one is done.</summary>
        public bool TryTake(ReadWindow window)
        {
            if (Interlocked.CompareExchange(ref stream.IsPending, 1, 0) != 0)
            {
                return false;
            }

            _window = window;
            return true;
        }

        public void Execute()
        {
            ReadStreams streams = space.Streams!;
            bool mayGoOn = true;
            try
            {
                if (streams.TryBegin(space))
                {
                    try
                    {
                        mayGoOn = !reader._isStopped && reader.Read(space, _window);
                    }
                    finally
                    {
                        streams.End();
                    }
                }
            }
            catch (Exception exception)
            {
                // On a thread of the pool nobody would catch it: what the client was asked about its end, for one.
                mayGoOn = false;
                reader.Report(space, exception);
            }
            finally
            {
                if (!mayGoOn && streams.TryEnter())
                {
                    StreamDetector.Stop(stream);
                    streams.Exit();
                }

                Volatile.Write(ref stream.IsPending, 0);
            }
        }
    }

    private void Report(Space space, Exception exception) =>
        store.Failures.Report(space.Name, null, nameof(WindowReader), "E15", exception);
}
