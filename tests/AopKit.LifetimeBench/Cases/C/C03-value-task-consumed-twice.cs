// source: dotnet/SqlClient b343b0164a14  https://github.com/dotnet/SqlClient/commit/b343b0164a14
// title: The result of a completed ValueTask is read, and the same ValueTask is then awaited
// story: The fast path takes Result of a completed read; when it is zero the same ValueTask goes to the slow path,
// which awaits it a second time, although its source may already serve another operation.
//// bad
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal sealed class Packet
{
    private readonly byte[] _data = new byte[8192];
    private int _length;

    public void Read(Stream stream, Action<Packet, bool> done)
    {
        ValueTask<int> read = stream.ReadAsync(_data.AsMemory(), CancellationToken.None);

        if (read.IsCompletedSuccessfully)
        {
            _length = read.Result; // bug

            if (_length > 0)
            {
                done(this, true);
                return;
            }
        }

        _ = FinishAsync(read, done); // bug
    }

    private async Task FinishAsync(ValueTask<int> read, Action<Packet, bool> done)
    {
        try
        {
            _length = await read.ConfigureAwait(false);
            done(this, _length > 0);
        }
        catch (IOException)
        {
            done(this, false);
        }
    }
}

//// clean
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal sealed class Packet
{
    private readonly byte[] _data = new byte[8192];
    private int _length;

    public void Read(Stream stream, Action<Packet, bool> done)
    {
        ValueTask<int> read = stream.ReadAsync(_data.AsMemory(), CancellationToken.None);

        if (read.IsCompletedSuccessfully)
        {
            _length = read.Result;

            if (_length > 0)
            {
                done(this, true);
                return;
            }

            read = new ValueTask<int>(_length);
        }

        _ = FinishAsync(read, done);
    }

    private async Task FinishAsync(ValueTask<int> read, Action<Packet, bool> done)
    {
        try
        {
            _length = await read.ConfigureAwait(false);
            done(this, _length > 0);
        }
        catch (IOException)
        {
            done(this, false);
        }
    }
}
