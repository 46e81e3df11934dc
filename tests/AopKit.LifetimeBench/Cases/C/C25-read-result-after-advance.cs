// source: dotnet/Nerdbank.Streams 1eda9407f94a  https://github.com/dotnet/Nerdbank.Streams/commit/1eda9407f94a
// title: The result of a pipe read is asked for its buffer after AdvanceTo
// story: A transmission loop advanced the reader past what it had sent and then compared that with the length of the
// result's buffer to see whether all was sent. The segments were recycled by then, and the last frame got lost.
//// bad
using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks;

internal sealed class Transmitter(PipeReader reader, Func<ReadOnlySequence<byte>, Task> send, int frame)
{
    public async Task RunAsync()
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync().ConfigureAwait(false);

            if (result.IsCanceled)
            {
                break;
            }

            ReadOnlySequence<byte> part = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, frame));

            if (part.Length > 0)
            {
                await send(part).ConfigureAwait(false);

                try
                {
                    reader.AdvanceTo(part.End);
                }
                catch (InvalidOperationException)
                {
                    break;
                }
            }

            if (result.IsCompleted && result.Buffer.Length == part.Length) // bug
            {
                break;
            }
        }

        await reader.CompleteAsync().ConfigureAwait(false);
    }
}

//// clean
using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks;

internal sealed class Transmitter(PipeReader reader, Func<ReadOnlySequence<byte>, Task> send, int frame)
{
    public async Task RunAsync()
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync().ConfigureAwait(false);

            if (result.IsCanceled)
            {
                break;
            }

            ReadOnlySequence<byte> part = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, frame));
            bool completed = result.IsCompleted && result.Buffer.Length == part.Length;

            if (part.Length > 0)
            {
                await send(part).ConfigureAwait(false);

                try
                {
                    reader.AdvanceTo(part.End);
                    part = default;
                }
                catch (InvalidOperationException)
                {
                    break;
                }
            }

            if (completed)
            {
                break;
            }
        }

        await reader.CompleteAsync().ConfigureAwait(false);
    }
}

//// near-miss
using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks;

internal sealed class Transmitter(PipeReader reader, Func<ReadOnlySequence<byte>, Task> send)
{
    public async Task RunAsync()
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync().ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;

            await send(buffer).ConfigureAwait(false);
            reader.AdvanceTo(buffer.End);

            // Only the flag is read here; it is a value of the result, not memory of the pipe.
            if (result.IsCompleted)
            {
                break;
            }
        }

        await reader.CompleteAsync().ConfigureAwait(false);
    }
}
