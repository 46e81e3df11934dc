// source: aspnet/KestrelHttpServer 58284bde5c19  https://github.com/aspnet/KestrelHttpServer/commit/58284bde5c19
// title: Stopping disposes of the pools while the loop thread may still use them
// story: The stop method gave connections some time to close and disposed of the pools, although the loop went on and
// took from them. Mended by letting the loop dispose of them when it has ended.
//// bad
using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

internal sealed class LoopThread
{
    private readonly MemoryPool<byte> _memory;
    private readonly BlockingCollection<Action<IMemoryOwner<byte>>> _work = [];
    private readonly TaskCompletionSource _ended = new();

    public LoopThread(MemoryPool<byte> memory)
    {
        _memory = memory;
        new Thread(Run) { IsBackground = true }.Start();
    }

    public void Post(Action<IMemoryOwner<byte>> work) => _work.Add(work);

    public async Task StopAsync(TimeSpan timeout)
    {
        try
        {
            _work.CompleteAdding();
            await Task.WhenAny(_ended.Task, Task.Delay(timeout)).ConfigureAwait(false);
        }
        finally
        {
            _memory.Dispose(); // bug
        }
    }

    private void Run()
    {
        try
        {
            foreach (Action<IMemoryOwner<byte>> work in _work.GetConsumingEnumerable())
            {
                using IMemoryOwner<byte> memory = _memory.Rent(4096); // bug
                work(memory);
            }
        }
        finally
        {
            _ended.SetResult();
        }
    }
}

//// clean
using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

internal sealed class LoopThread
{
    private readonly MemoryPool<byte> _memory;
    private readonly BlockingCollection<Action<IMemoryOwner<byte>>> _work = [];
    private readonly TaskCompletionSource _ended = new();

    public LoopThread(MemoryPool<byte> memory)
    {
        _memory = memory;
        new Thread(Run) { IsBackground = true }.Start();
    }

    public void Post(Action<IMemoryOwner<byte>> work) => _work.Add(work);

    public async Task StopAsync(TimeSpan timeout)
    {
        _work.CompleteAdding();
        await Task.WhenAny(_ended.Task, Task.Delay(timeout)).ConfigureAwait(false);
    }

    private void Run()
    {
        try
        {
            foreach (Action<IMemoryOwner<byte>> work in _work.GetConsumingEnumerable())
            {
                using IMemoryOwner<byte> memory = _memory.Rent(4096);
                work(memory);
            }
        }
        finally
        {
            _memory.Dispose();
            _ended.SetResult();
        }
    }
}
