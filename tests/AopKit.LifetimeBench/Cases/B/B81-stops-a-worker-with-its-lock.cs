// source: torvalds/linux e125fbeb538e https://github.com/torvalds/linux/commit/e125fbeb538e5e35a00c6c8150a5361bef34814c
// title: Closing a connection waits for workers that need the lock which the closer holds
// story: Removing a node from the configuration holds the lock of the configuration and closes the connection, which
// waits for the workers of it. A worker asks the configuration for the mark of its node, and takes that lock.
//// bad
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class Connection
{
    private Task _worker = Task.CompletedTask;

    public void Start(Action work) => _worker = Task.Run(work);

    [Effect(Effects.Blocks)]
    [EndsLifetime]
    public void Close() => _worker.Wait();
}

public sealed class Cluster
{
    private readonly object _configuration = new();
    private readonly Dictionary<int, int> _marks = [];
    private readonly Dictionary<int, Connection> _connections = [];

    public void Connect(int node)
    {
        Connection connection = new();
        connection.Start(() => Send(node));
        lock (_configuration)
        {
            _connections[node] = connection;
        }
    }

    public void Remove(int node)
    {
        lock (_configuration)
        {
            _marks.Remove(node);
            if (_connections.Remove(node, out Connection? connection))
            {
                connection.Close(); // bug
            }
        }
    }

    private void Send(int node)
    {
        lock (_configuration) // bug
        {
            LastMark = _marks.GetValueOrDefault(node);
        }
    }

    public int LastMark { get; private set; }
}
//// clean
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class Connection
{
    private Task _worker = Task.CompletedTask;

    public void Start(Action work) => _worker = Task.Run(work);

    [Effect(Effects.Blocks)]
    [EndsLifetime]
    public void Close() => _worker.Wait();
}

public sealed class Cluster
{
    private readonly object _configuration = new();
    private readonly Dictionary<int, int> _marks = [];
    private readonly Dictionary<int, Connection> _connections = [];

    public void Connect(int node)
    {
        Connection connection = new();
        lock (_configuration)
        {
            _connections[node] = connection;
            int mark = _marks.GetValueOrDefault(node);

            // The worker has the mark with it, and no need of the lock.
            connection.Start(() => Send(mark));
        }
    }

    public void Remove(int node)
    {
        lock (_configuration)
        {
            _marks.Remove(node);
            if (_connections.Remove(node, out Connection? connection))
            {
                connection.Close();
            }
        }
    }

    private void Send(int mark) => LastMark = mark;

    public int LastMark { get; private set; }
}
//// near-miss
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using AopKit.Lifetimes;

public sealed class Connection
{
    private Task _worker = Task.CompletedTask;

    public void Start(Action work) => _worker = Task.Run(work);

    [Effect(Effects.Blocks)]
    [EndsLifetime]
    public void Close() => _worker.Wait();
}

public sealed class Cluster
{
    private readonly object _configuration = new();
    private readonly Dictionary<int, int> _marks = [];
    private readonly Dictionary<int, Connection> _connections = [];

    public void Connect(int node)
    {
        Connection connection = new();
        connection.Start(() => Send(node));
        lock (_configuration)
        {
            _connections[node] = connection;
        }
    }

    public void Remove(int node)
    {
        Connection? connection;
        lock (_configuration)
        {
            _marks.Remove(node);
            _connections.Remove(node, out connection);
        }

        connection?.Close();
    }

    private void Send(int node)
    {
        lock (_configuration)
        {
            LastMark = _marks.GetValueOrDefault(node);
        }
    }

    public int LastMark { get; private set; }
}
