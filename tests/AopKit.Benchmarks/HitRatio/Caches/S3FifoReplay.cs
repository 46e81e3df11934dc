namespace AopKit.Benchmarks.HitRatio.Caches;

/// <summary>
/// S3-FIFO as its paper gives it: a small queue of a tenth, a main queue, a ghost queue as long as the main one, hits
/// counted up to three, and promotion out of the small queue after more than one hit. Source: Yang, Zhang, Qiu, Yue and
/// Rashmi, FIFO queues are all you need for cache eviction, SOSP 2023.
/// </summary>
internal sealed class S3FifoReplay(int capacity, int pageCount) : IReplayed
{
    private const int MaxFrequency = 3;

    private readonly int _smallCapacity = Math.Max(1, capacity / 10);
    private readonly int _ghostCapacity = Math.Max(1, capacity - Math.Max(1, capacity / 10));
    private readonly Queue<int> _small = new();
    private readonly Queue<int> _main = new();
    private readonly Queue<(int Page, int Time)> _ghosts = new();
    private readonly bool[] _isResident = new bool[pageCount];
    private readonly byte[] _frequency = new byte[pageCount];
    private readonly int[] _ghostTime = new int[pageCount];
    private int _ghostCount;
    private int _time;

    public long Replay(ReadOnlySpan<int> pages)
    {
        long hits = 0;
        foreach (int page in pages)
        {
            if (_isResident[page])
            {
                _frequency[page] = (byte)Math.Min(MaxFrequency, _frequency[page] + 1);
                hits++;
            }
            else
            {
                Insert(page);
            }
        }

        return hits;
    }

    public void Dispose()
    {
        // Nothing but managed memory.
    }

    private void Insert(int page)
    {
        while (_small.Count + _main.Count >= capacity)
        {
            Evict();
        }

        if (_ghostTime[page] != 0)
        {
            _ghostTime[page] = 0;
            _ghostCount--;
            _main.Enqueue(page);
        }
        else
        {
            _small.Enqueue(page);
        }

        _isResident[page] = true;
        _frequency[page] = 0;
    }

    private void Evict()
    {
        if (_small.Count >= _smallCapacity || _main.Count == 0)
        {
            EvictSmall();
        }
        else
        {
            EvictMain();
        }
    }

    private void EvictSmall()
    {
        while (_small.TryDequeue(out int page))
        {
            if (_frequency[page] > 1)
            {
                _frequency[page] = 0;
                _main.Enqueue(page);
                continue;
            }

            _isResident[page] = false;
            Remember(page);
            return;
        }
    }

    private void EvictMain()
    {
        while (_main.TryDequeue(out int page))
        {
            if (_frequency[page] > 0)
            {
                _frequency[page]--;
                _main.Enqueue(page);
                continue;
            }

            _isResident[page] = false;
            return;
        }
    }

    private void Remember(int page)
    {
        _ghostTime[page] = ++_time;
        _ghosts.Enqueue((page, _time));
        _ghostCount++;
        while (_ghostCount > _ghostCapacity)
        {
            // What has come back since, or was remembered anew, has another time.
            (int oldest, int time) = _ghosts.Dequeue();
            if (_ghostTime[oldest] == time)
            {
                _ghostTime[oldest] = 0;
                _ghostCount--;
            }
        }
    }
}
