// source: JKorf/CryptoExchange.Net 42003a0247ed  https://github.com/JKorf/CryptoExchange.Net/commit/42003a0247ed
// title: The callee releases the semaphore while it waits, is cancelled, and the caller releases it again
// story: A rate gate lets others in while it sleeps: it releases, delays, and takes the semaphore again. If the delay
// is cancelled it does not hold it any more, and the finally of the caller releases a second time.
//// bad
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class RateGate(Func<int, TimeSpan> delayFor)
{
    private readonly SemaphoreSlim _semaphore = new(1);
    private int _waiting;

    public async Task<bool> EnterAsync(int weight, CancellationToken token)
    {
        await _semaphore.WaitAsync(token).ConfigureAwait(false);
        _waiting++;

        try
        {
            return await CheckAsync(weight, token).ConfigureAwait(false);
        }
        finally
        {
            _waiting--;
            _semaphore.Release(); // bug
        }
    }

    private async Task<bool> CheckAsync(int weight, CancellationToken token)
    {
        TimeSpan delay = delayFor(weight);

        if (delay == TimeSpan.Zero)
        {
            return true;
        }

        _semaphore.Release();
        await Task.Delay(delay, token).ConfigureAwait(false);
        await _semaphore.WaitAsync(token).ConfigureAwait(false);
        return await CheckAsync(weight, token).ConfigureAwait(false);
    }
}

//// clean
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class RateGate(Func<int, TimeSpan> delayFor)
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);
    private int _waiting;

    public async Task<bool> EnterAsync(int weight, CancellationToken token)
    {
        await _semaphore.WaitAsync(token).ConfigureAwait(false);
        bool release = true;
        _waiting++;

        try
        {
            return await CheckAsync(weight, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was given back before the delay that was cancelled.
            release = false;
            throw;
        }
        finally
        {
            _waiting--;

            if (release)
            {
                _semaphore.Release();
            }
        }
    }

    private async Task<bool> CheckAsync(int weight, CancellationToken token)
    {
        TimeSpan delay = delayFor(weight);

        if (delay == TimeSpan.Zero)
        {
            return true;
        }

        _semaphore.Release();
        await Task.Delay(delay, token).ConfigureAwait(false);
        await _semaphore.WaitAsync(token).ConfigureAwait(false);
        return await CheckAsync(weight, token).ConfigureAwait(false);
    }
}

//// near-miss
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class RateGate(Func<int, TimeSpan> delayFor)
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    public async Task EnterAsync(int weight, CancellationToken token)
    {
        await _semaphore.WaitAsync(token).ConfigureAwait(false);

        try
        {
            TimeSpan delay = delayFor(weight);

            if (delay > TimeSpan.Zero)
            {
                _semaphore.Release();

                try
                {
                    await Task.Delay(delay, token).ConfigureAwait(false);
                }
                finally
                {
                    // Taken again on every path, so that the finally below has something to release.
                    await _semaphore.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _semaphore.Release();
        }
    }
}
