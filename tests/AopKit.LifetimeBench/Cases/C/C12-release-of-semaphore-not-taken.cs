// source: rabbitmq/rabbitmq-dotnet-client c6f05929459a
// https://github.com/rabbitmq/rabbitmq-dotnet-client/commit/c6f05929459a
// title: A finally releases the semaphore although waiting for it was cancelled
// story: The wait stands in a helper that is called inside the try. With a cancelled token it throws before the
// semaphore is taken, and the finally releases it all the same: two publishers then run at once.
//// bad
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class Publisher(Func<ulong, CancellationToken, Task> send)
{
    private readonly SemaphoreSlim _confirm = new(1, 1);
    private ulong _next = 1;

    public async Task PublishAsync(CancellationToken token)
    {
        Confirmation? confirmation = null;

        try
        {
            confirmation = await StartAsync(token).ConfigureAwait(false);
            await send(confirmation.Number, token).ConfigureAwait(false);
        }
        finally
        {
            End(confirmation);
        }
    }

    private async Task<Confirmation> StartAsync(CancellationToken token)
    {
        await _confirm.WaitAsync(token).ConfigureAwait(false);
        return new Confirmation(_next++);
    }

    private void End(Confirmation? confirmation)
    {
        try
        {
            _confirm.Release(); // bug
        }
        catch (SemaphoreFullException)
        {
            if (confirmation != null)
            {
                throw;
            }
        }
    }

    private sealed record Confirmation(ulong Number);
}

//// clean
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class Publisher(Func<ulong, CancellationToken, Task> send)
{
    private readonly SemaphoreSlim _confirm = new(1, 1);
    private ulong _next = 1;

    public async Task PublishAsync(CancellationToken token)
    {
        Confirmation? confirmation = null;

        try
        {
            confirmation = await StartAsync(token).ConfigureAwait(false);
            await send(confirmation.Number, token).ConfigureAwait(false);
        }
        finally
        {
            End(confirmation);
        }
    }

    private async Task<Confirmation> StartAsync(CancellationToken token)
    {
        await _confirm.WaitAsync(token).ConfigureAwait(false);
        return new Confirmation(_next++);
    }

    private void End(Confirmation? confirmation)
    {
        if (confirmation != null)
        {
            _confirm.Release();
        }
    }

    private sealed record Confirmation(ulong Number);
}
