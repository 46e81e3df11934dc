// source: Cysharp/UniTask 70385c41159c  https://github.com/Cysharp/UniTask/commit/70385c41159c
// title: Registrations are disposed of through fields that were never assigned
// story: The enumerator has two registration fields and disposes of both, but nobody stored what Register had returned:
// the default values were disposed of, and the real callbacks stayed with their tokens.
//// bad
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

internal sealed class ChannelEnumerator : IAsyncEnumerator<string>
{
    private readonly ChannelReader<string> _reader;
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenRegistration _outer;
    private CancellationTokenRegistration _inner;

    public ChannelEnumerator(ChannelReader<string> reader, CancellationToken outer, CancellationToken inner)
    {
        _reader = reader;
        _outer = default;
        _inner = default;

        if (outer.CanBeCanceled)
        {
            outer.UnsafeRegister(static state => ((ChannelEnumerator)state!)._stop.Cancel(), this); // bug
        }

        if (inner.CanBeCanceled)
        {
            inner.UnsafeRegister(static state => ((ChannelEnumerator)state!)._stop.Cancel(), this); // bug
        }
    }

    public string Current { get; private set; } = "";

    public async ValueTask<bool> MoveNextAsync()
    {
        if (!await _reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
        {
            return false;
        }

        Current = await _reader.ReadAsync(_stop.Token).ConfigureAwait(false);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _outer.DisposeAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}

//// clean
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

internal sealed class ChannelEnumerator : IAsyncEnumerator<string>
{
    private readonly ChannelReader<string> _reader;
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenRegistration _outer;
    private CancellationTokenRegistration _inner;

    public ChannelEnumerator(ChannelReader<string> reader, CancellationToken outer, CancellationToken inner)
    {
        _reader = reader;
        _outer = default;
        _inner = default;

        if (outer.CanBeCanceled)
        {
            _outer = outer.UnsafeRegister(static state => ((ChannelEnumerator)state!)._stop.Cancel(), this);
        }

        if (inner.CanBeCanceled)
        {
            _inner = inner.UnsafeRegister(static state => ((ChannelEnumerator)state!)._stop.Cancel(), this);
        }
    }

    public string Current { get; private set; } = "";

    public async ValueTask<bool> MoveNextAsync()
    {
        if (!await _reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
        {
            return false;
        }

        Current = await _reader.ReadAsync(_stop.Token).ConfigureAwait(false);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _outer.DisposeAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}
