namespace AopKit.Testing;

/// <content>How pages come in (E11, E21).</content>
public sealed partial class ModelAddressSpace<T>
{
    private long _lastGeneration;

    /// <inheritdoc/>
    public override long Prefetch(PageRange pages)
    {
        Enter();
        long filled = 0;
        for (PageIndex index = pages.First; index < pages.End; index += 1)
        {
            if (_pages.ContainsKey(index.Value))
            {
                continue;
            }

            long run = _operations is IReadPages<T> ? AbsentRun(index, pages.End) : 1;
            if (!TryFillRun(index, (int)run))
            {
                break;
            }

            filled += run;
            index += run - 1;
        }

        return filled;
    }

    private ModelPage<T> Fill(PageIndex index)
    {
        ModelPage<T> page = InsertForFill(index);
        try
        {
            _operations.ReadPage(new FillPage<T>(
                this, index, page.Handle, page.Bytes, ref page.Metadata));
        }
        catch
        {
            Unlink(page, RemoveReason.FillFailed);
            throw;
        }

        page.IsFilling = false;
        return page;
    }

    private ModelPage<T> FillThroughTask(PageIndex index, CancellationToken cancellation)
    {
        if (_operations is not IReadPageAsync<T> client)
        {
            return Fill(index);
        }

        ModelPage<T> page = InsertForFill(index);
        try
        {
            var request = new FillRequest<T>(
                this, index, page.Handle.Generation, page.Bytes,
                (metadata, chargeBytes) => (page.Metadata, page.ChargeBytes) = (metadata, chargeBytes));
            client.ReadPageAsync(request, cancellation).AsTask().GetAwaiter().GetResult();
        }
        catch
        {
            Unlink(page, RemoveReason.FillFailed);
            throw;
        }

        page.IsFilling = false;
        return page;
    }

    private bool TryFillRun(PageIndex first, int count)
    {
        ModelPage<T>[] run = [.. Enumerable.Range(0, count).Select(position => InsertForFill(first + position))];
        try
        {
            if (_operations is IReadPages<T> client)
            {
                client.ReadPages(new FillBatch<T>(this, first, this, run.Select(page => page.Handle).ToArray()));
            }
            else
            {
                ModelPage<T> page = run[0];
                _operations.ReadPage(new FillPage<T>(
                    this, first, page.Handle, page.Bytes, ref page.Metadata));
            }
        }
        catch (Exception exception)
        {
            // A prefetch is a wish: whoever needs the page will meet the error when it pins it. The event is told.
            Report(first, _operations is IReadPages<T> ? "ReadPages" : "ReadPage", "E15", exception);
            Array.ForEach(run, page => Unlink(page, RemoveReason.FillFailed));
            return false;
        }

        Array.ForEach(run, page => page.IsFilling = false);
        return true;
    }

    private long AbsentRun(PageIndex first, PageIndex end)
    {
        long count = 0;
        while (first + count < end && !_pages.ContainsKey((first + count).Value))
        {
            count++;
        }

        return count;
    }

    private ModelPage<T> InsertForFill(PageIndex index)
    {
        if (_pages.TryGetValue(index.Value, out ModelPage<T>? filling))
        {
            throw WouldWaitForItself(filling, "fill");
        }

        ModelPage<T> page = Insert(index);
        page.IsFilling = true;
        return page;
    }

    private ModelPage<T> Insert(PageIndex index)
    {
        var page = new ModelPage<T>(index, ++_lastFrame, ++_lastGeneration, PageSize);
        _pages.Add(index.Value, page);
        _frames.Add(page.Handle.Frame, page);
        return page;
    }
}
