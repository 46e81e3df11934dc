// source: akkadotnet/akka.net 34ce5a3f7f9c  https://github.com/akkadotnet/akka.net/commit/34ce5a3f7f9c
// title: A recovery permit is given back in a finally and again by the handler of the same exception
// story: At the end of recovery user code runs and the permit is returned in a finally. If that code throws, the catch
// around the whole message handler returns the permit as well, and one recovery too many may start.
//// bad
using System;
using System.Threading;
using AopKit.Lifetimes;

internal sealed class RecoveryPermits(int count)
{
    private readonly SemaphoreSlim _permits = new(count);

    [Acquires]
    public void Take() => _permits.Wait();

    [EndsLifetime]
    public void Return() => _permits.Release();
}

internal sealed class PersistentActor(RecoveryPermits permits, Action<object> receive)
{
    private bool _recovering;

    public void Start()
    {
        permits.Take();
        _recovering = true;
    }

    public void OnMessage(object message)
    {
        if (!_recovering)
        {
            receive(message);
            return;
        }

        try
        {
            if (message is "recovered")
            {
                _recovering = false;

                try
                {
                    receive(message);
                }
                finally
                {
                    permits.Return(); // bug
                }
            }
            else
            {
                receive(message);
            }
        }
        catch
        {
            permits.Return(); // bug
            throw;
        }
    }
}

//// clean
using System;
using System.Threading;
using AopKit.Lifetimes;

internal sealed class RecoveryPermits(int count)
{
    private readonly SemaphoreSlim _permits = new(count);

    [Acquires]
    public void Take() => _permits.Wait();

    [EndsLifetime]
    public void Return() => _permits.Release();
}

internal sealed class PersistentActor(RecoveryPermits permits, Action<object> receive)
{
    private bool _recovering;

    public void Start()
    {
        permits.Take();
        _recovering = true;
    }

    public void OnMessage(object message)
    {
        if (!_recovering)
        {
            receive(message);
            return;
        }

        try
        {
            if (message is "recovered")
            {
                _recovering = false;
                receive(message);
                permits.Return();
            }
            else
            {
                receive(message);
            }
        }
        catch
        {
            permits.Return();
            throw;
        }
    }
}
