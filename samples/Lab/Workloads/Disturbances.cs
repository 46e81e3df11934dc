using AopKit.Samples.Lab.Clients;

namespace AopKit.Samples.Lab.Workloads;

/// <summary>Nothing happens besides.</summary>
internal sealed class Undisturbed : IDisturbance
{
    public void Before(int operation, Defragmenter defragmenter, Random random)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>A reader that keeps pins on marked pages for many operations: whom reclaim meets, it cannot move.</summary>
/// <param name="volume">The file system.</param>
/// <param name="count">How many pins are held at a time.</param>
internal sealed class HotPins(ILabVolume volume, int count) : IDisturbance
{
    private readonly Queue<IDisposable> _held = new();

    public void Before(int operation, Defragmenter defragmenter, Random random)
    {
        if (operation == 0)
        {
            return;
        }

        _held.Enqueue(volume.Hold(defragmenter.Outstanding(random)));
        if (_held.Count > count)
        {
            _held.Dequeue().Dispose();
        }
    }

    public void Dispose()
    {
        while (_held.TryDequeue(out IDisposable? pin))
        {
            pin.Dispose();
        }
    }
}

/// <summary>Somebody wants memory that is metadata, not pages.</summary>
/// <param name="volume">The file system.</param>
/// <param name="interval">Operations from one strip to the next.</param>
internal sealed class Strips(ILabVolume volume, int interval) : IDisturbance
{
    public void Before(int operation, Defragmenter defragmenter, Random random)
    {
        if (operation % interval == interval - 1)
        {
            PageAddress page = volume.PageOf(defragmenter.Outstanding(random));
            page.Space.Strip(new PageRange(page.Index, 1));
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>Address spaces go, and come back with the next use.</summary>
/// <param name="volume">The file system.</param>
/// <param name="interval">Operations from one closing to the next.</param>
internal sealed class Closings(ILabVolume volume, int interval) : IDisturbance
{
    public void Before(int operation, Defragmenter defragmenter, Random random)
    {
        if (operation % interval == interval - 1)
        {
            volume.CloseSpaceOf(defragmenter.Outstanding(random));
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>Pages are taken by force, and readahead fills them at once.</summary>
/// <param name="volume">The file system.</param>
/// <param name="interval">Operations from one invalidation to the next.</param>
internal sealed class Truncations(ILabVolume volume, int interval) : IDisturbance
{
    public void Before(int operation, Defragmenter defragmenter, Random random)
    {
        if (operation % interval == interval - 1)
        {
            int unit = defragmenter.Outstanding(random);
            PageAddress page = volume.PageOf(unit);
            page.Space.Invalidate(new PageRange(page.Index, 1));
            volume.ReadAhead(unit);
        }
    }

    public void Dispose()
    {
    }
}
