// source: apache/pulsar-dotpulsar fcab518100ef  https://github.com/apache/pulsar-dotpulsar/commit/fcab518100ef
// title: Pooled metadata goes back when the message is queued, not when it is sent
// story: Sending ends when the message stands in the producer's queue, which still refers to the metadata. The finally
// cleared and returned it, and the next message filled in the same object. Mended by returning it on delivery.
//// bad
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.Extensions.ObjectPool;

internal sealed class Metadata
{
    public Dictionary<string, string> Properties { get; } = [];
}

internal sealed class Producer
{
    private readonly Queue<(Metadata Metadata, string Message, Func<long, ValueTask>? Sent)> _outgoing = new();
    private long _sequence;

    public ValueTask EnqueueAsync(Metadata metadata, string message, Func<long, ValueTask>? sent)
    {
        _outgoing.Enqueue((metadata, message, sent));
        return default;
    }

    public async Task DrainAsync(Func<Metadata, string, Task> transmit)
    {
        while (_outgoing.TryDequeue(out (Metadata Metadata, string Message, Func<long, ValueTask>? Sent) next))
        {
            await transmit(next.Metadata, next.Message).ConfigureAwait(false);

            if (next.Sent is { } sent)
            {
                await sent(_sequence++).ConfigureAwait(false);
            }
        }
    }
}

internal static class ProducerExtensions
{
    private static readonly ObjectPool<Metadata> s_pool = new DefaultObjectPoolProvider().Create<Metadata>();

    public static async ValueTask SendAsync(this Producer producer, string message, Func<long, ValueTask>? sent = null)
    {
        Metadata metadata = s_pool.Get();

        try
        {
            await producer.EnqueueAsync(metadata, message, sent).ConfigureAwait(false); // bug
        }
        finally
        {
            metadata.Properties.Clear();
            s_pool.Return(metadata); // bug
        }
    }
}

//// clean
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.Extensions.ObjectPool;

internal sealed class Metadata
{
    public Dictionary<string, string> Properties { get; } = [];
}

internal sealed class Producer
{
    private readonly Queue<(Metadata Metadata, string Message, Func<long, ValueTask>? Sent)> _outgoing = new();
    private long _sequence;

    public ValueTask EnqueueAsync(Metadata metadata, string message, Func<long, ValueTask>? sent)
    {
        _outgoing.Enqueue((metadata, message, sent));
        return default;
    }

    public async Task DrainAsync(Func<Metadata, string, Task> transmit)
    {
        while (_outgoing.TryDequeue(out (Metadata Metadata, string Message, Func<long, ValueTask>? Sent) next))
        {
            await transmit(next.Metadata, next.Message).ConfigureAwait(false);

            if (next.Sent is { } sent)
            {
                await sent(_sequence++).ConfigureAwait(false);
            }
        }
    }
}

internal static class ProducerExtensions
{
    private static readonly ObjectPool<Metadata> s_pool = new DefaultObjectPoolProvider().Create<Metadata>();

    public static async ValueTask SendAsync(this Producer producer, string message, Func<long, ValueTask>? sent = null)
    {
        Metadata metadata = s_pool.Get();

        async ValueTask ReleaseAsync(long id)
        {
            metadata.Properties.Clear();
            s_pool.Return(metadata);

            if (sent != null)
            {
                await sent(id).ConfigureAwait(false);
            }
        }

        await producer.EnqueueAsync(metadata, message, ReleaseAsync).ConfigureAwait(false);
    }
}
