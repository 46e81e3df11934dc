using System.Runtime.CompilerServices;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Fill;

/// <summary>
/// One fill by a client's asynchronous callback, or of a page that somebody asked for asynchronously and whose client
/// can only be called on a thread: what has to be kept until it ends. Used for another fill afterwards.
/// </summary>
internal sealed class AsyncFill : IThreadPoolWorkItem
{
    private readonly PageFiller _filler;
    private readonly FrameBytes _bytes;

    // Made once, because each would be allocated for each fill.
    private readonly Action _goOn;
    private readonly Action<object, int> _attach;

    private Space _space = null!;
    private PageHandle _page;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _task;

    public AsyncFill(PageFiller filler, FrameBytes bytes)
    {
        (_filler, _bytes) = (filler, bytes);
        (_goOn, _attach) = (GoOn, Attach);
    }

    /// <summary>Calls the client.</summary>
    /// <returns>
    /// Whether its task has ended already: <see cref="End"/> comes next, otherwise <see cref="Await"/>.
    /// </returns>
    public bool Begin(Space space, long index, PageHandle page)
    {
        (_space, _page) = (space, page);
        _bytes.Begin(page.Frame);
        _task = Call(space, index, page).ConfigureAwait(false).GetAwaiter();
        return _task.IsCompleted;
    }

    /// <summary>Goes on when the client's task ends, on the thread that ends it.</summary>
    public void Await() => _task.UnsafeOnCompleted(_goOn);

    /// <summary>Has a page filled on the pool by a client that has no asynchronous callback.</summary>
    public void BeginOnPool(Space space, PageHandle page)
    {
        (_space, _page) = (space, page);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>The client's task has ended: nobody may use what was lent for it any more (C6).</summary>
    /// <returns>What the fill failed with, or null.</returns>
    public Exception? End()
    {
        _bytes.End();
        try
        {
            _task.GetResult();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            (_space, _task) = (null!, default);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        (Space space, PageHandle page) = (_space, _page);
        _space = null!;
        _filler.FillForWaiters(this, space, page);
    }

    private ValueTask Call(Space space, long index, PageHandle page)
    {
        try
        {
            return space.Callbacks.ReadPageAsync(
                new PageIndex(index), page, _bytes.Memory, _attach, space.ExitToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    private void GoOn()
    {
        (Space space, PageHandle page) = (_space, _page);
        _filler.EndForWaiters(this, space, page, End());
    }

    private void Attach(object metadata, int chargeBytes)
    {
        _bytes.ThrowIfEnded();
        _filler.Attach(_space, _page, metadata, chargeBytes);
    }
}
