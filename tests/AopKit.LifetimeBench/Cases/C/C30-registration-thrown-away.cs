// source: OData/odata.net 41a1405d27b5  https://github.com/OData/odata.net/commit/41a1405d27b5
// title: The registration with the caller's token is thrown away
// story: Each request registered a callback that cancels it and forgot the registration. With a token that lives long,
// finished requests stayed alive with it, and were cancelled again later. The fix ends it at once.
//// bad
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class QueryContext
{
    private int _cancelled;

    public Task<TResult> FromAsync<TArgument, TResult>(
        Func<TArgument, AsyncCallback, object?, IAsyncResult> begin,
        Func<IAsyncResult, TResult> end,
        TArgument argument,
        CancellationToken token)
    {
        return Task<TResult>.Factory.FromAsync(
            (value, callback, state) =>
            {
                IAsyncResult pending = begin(value, callback, state);
                token.Register(() => Cancel(pending)); // bug
                token.ThrowIfCancellationRequested();
                return pending;
            },
            end,
            argument,
            state: null);
    }

    private void Cancel(IAsyncResult pending)
    {
        if (!pending.IsCompleted)
        {
            Interlocked.Increment(ref _cancelled);
        }
    }
}

//// clean
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class QueryContext
{
    private int _cancelled;

    public Task<TResult> FromAsync<TArgument, TResult>(
        Func<TArgument, AsyncCallback, object?, IAsyncResult> begin,
        Func<IAsyncResult, TResult> end,
        TArgument argument,
        CancellationToken token)
    {
        return Task<TResult>.Factory.FromAsync(
            (value, callback, state) =>
            {
                IAsyncResult pending = begin(value, callback, state);

                using (CancellationTokenRegistration registration = token.Register(() => Cancel(pending)))
                {
                    token.ThrowIfCancellationRequested();
                }

                return pending;
            },
            end,
            argument,
            state: null);
    }

    private void Cancel(IAsyncResult pending)
    {
        if (!pending.IsCompleted)
        {
            Interlocked.Increment(ref _cancelled);
        }
    }
}
