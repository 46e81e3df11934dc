// source: npgsql/npgsql 1ae09c9d8747  https://github.com/npgsql/npgsql/commit/1ae09c9d8747
// title: Each round of a wait makes a cancellation source with a timer and drops it
// story: Waiting for an idle connector made a source with a timeout in every round of its loop and disposed of none,
// only of the registration that cancels it. Mended by one linked source for the whole wait.
//// bad
using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

internal sealed class Connector
{
    public bool IsAlive { get; set; } = true;
}

internal sealed class ConnectorPool(ChannelReader<Connector> idle, TimeSpan timeout)
{
    public async ValueTask<Connector> RentAsync(CancellationToken token)
    {
        while (true)
        {
            var limited = new CancellationTokenSource(timeout); // bug
            using CancellationTokenRegistration linked =
                token.Register(static source => ((CancellationTokenSource)source!).Cancel(), limited);

            try
            {
                Connector connector = await idle.ReadAsync(limited.Token).ConfigureAwait(false);

                if (connector.IsAlive)
                {
                    return connector;
                }
            }
            catch (OperationCanceledException)
            {
                token.ThrowIfCancellationRequested();
                throw new TimeoutException("The pool has been exhausted.");
            }
        }
    }
}

//// clean
using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

internal sealed class Connector
{
    public bool IsAlive { get; set; } = true;
}

internal sealed class ConnectorPool(ChannelReader<Connector> idle, TimeSpan timeout)
{
    public async ValueTask<Connector> RentAsync(CancellationToken token)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(token);
        limited.CancelAfter(timeout);

        while (true)
        {
            try
            {
                Connector connector = await idle.ReadAsync(limited.Token).ConfigureAwait(false);

                if (connector.IsAlive)
                {
                    return connector;
                }
            }
            catch (OperationCanceledException)
            {
                token.ThrowIfCancellationRequested();
                throw new TimeoutException("The pool has been exhausted.");
            }
        }
    }
}
