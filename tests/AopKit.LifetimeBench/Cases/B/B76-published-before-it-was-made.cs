// source: torvalds/linux a7caa88f8b72 https://github.com/torvalds/linux/commit/a7caa88f8b72c136f9a401f498471b8a8e35370d
// title: A client is stored in its owner before its setup is done, and freed on failure by both
// story: Setup of the metadata client stored the client in the mount first. When a later step failed, setup freed it
// and returned the error, and the mount, taken down for that error, found it in its field and freed it again.
//// bad
using System;
using AopKit.Lifetimes;

public sealed class MetadataClient : IDisposable
{
    private int[]? _sessions = new int[8];

    public bool TryConnect(int port)
    {
        _sessions![0] = port;
        return port > 0;
    }

    [EndsLifetime]
    public void Dispose()
    {
        ObjectDisposedException.ThrowIf(_sessions is null, this);
        _sessions = null;
    }
}

public sealed class Mount : IDisposable
{
    [Owned]
    private MetadataClient? _client;

    public bool TryStart(int port)
    {
        MetadataClient client = new();
        _client = client; // bug
        if (!client.TryConnect(port))
        {
            client.Dispose(); // bug
            return false;
        }

        return true;
    }

    public void Dispose() => _client?.Dispose(); // bug
}
//// clean
using System;
using AopKit.Lifetimes;

public sealed class MetadataClient : IDisposable
{
    private int[]? _sessions = new int[8];

    public bool TryConnect(int port)
    {
        _sessions![0] = port;
        return port > 0;
    }

    [EndsLifetime]
    public void Dispose()
    {
        ObjectDisposedException.ThrowIf(_sessions is null, this);
        _sessions = null;
    }
}

public sealed class Mount : IDisposable
{
    [Owned]
    private MetadataClient? _client;

    public bool TryStart(int port)
    {
        MetadataClient client = new();
        if (!client.TryConnect(port))
        {
            client.Dispose();
            return false;
        }

        _client = client;
        return true;
    }

    public void Dispose() => _client?.Dispose();
}
//// near-miss
using System;
using AopKit.Lifetimes;

public sealed class MetadataClient : IDisposable
{
    private int[]? _sessions = new int[8];

    public bool TryConnect(int port)
    {
        _sessions![0] = port;
        return port > 0;
    }

    [EndsLifetime]
    public void Dispose()
    {
        ObjectDisposedException.ThrowIf(_sessions is null, this);
        _sessions = null;
    }
}

public sealed class Mount : IDisposable
{
    [Owned]
    private MetadataClient? _client;

    public bool TryStart(int port)
    {
        MetadataClient client = new();
        _client = client;
        // The field has it: who disposes of the mount ends it, whether this works or not.
        return client.TryConnect(port);
    }

    public void Dispose() => _client?.Dispose();
}
