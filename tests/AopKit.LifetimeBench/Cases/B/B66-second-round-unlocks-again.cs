// source: torvalds/linux 4d8e28ff3106 https://github.com/torvalds/linux/commit/4d8e28ff3106b093d98bfd2eceb9b430c70a8758
// title: A retry begins with a lock that the failed round has already released
// story: To open the session that a capability moves to, the mutex of the old session is released. If that fails,
// the code starts again from the top, where the mutex is taken to be held, and releases it a second time.
//// bad
using System;
using System.Threading;

public sealed class Session
{
    public readonly object Gate = new();

    public int Exports { get; set; }
}

public sealed class CapabilityMover(Func<int, Session?> open)
{
    public void Export(Session session, int target)
    {
        Monitor.Enter(session.Gate);
        Session? peer = null;
        while (target >= 0 && peer is null)
        {
            Monitor.Exit(session.Gate); // bug
            peer = open(target);
            if (peer is null)
            {
                target = -1;
                continue; // bug
            }

            Monitor.Enter(session.Gate);
        }

        session.Exports++;
        Monitor.Exit(session.Gate); // bug
    }
}
//// clean
using System;
using System.Threading;

public sealed class Session
{
    public readonly object Gate = new();

    public int Exports { get; set; }
}

public sealed class CapabilityMover(Func<int, Session?> open)
{
    public void Export(Session session, int target)
    {
        Monitor.Enter(session.Gate);
        Session? peer = null;
        while (target >= 0 && peer is null)
        {
            Monitor.Exit(session.Gate);
            peer = open(target);
            if (peer is null)
            {
                target = -1;
                Monitor.Enter(session.Gate);
                continue;
            }

            Monitor.Enter(session.Gate);
        }

        session.Exports++;
        Monitor.Exit(session.Gate);
    }
}
//// near-miss
using System;
using System.Threading;

public sealed class Session
{
    public readonly object Gate = new();

    public int Exports { get; set; }
}

public sealed class CapabilityMover(Func<int, Session?> open)
{
    public void Export(Session session, int target)
    {
        Monitor.Enter(session.Gate);
        Session? peer = null;
        while (target >= 0 && peer is null)
        {
            Monitor.Exit(session.Gate);
            peer = open(target);
            Monitor.Enter(session.Gate);
            if (peer is null)
            {
                target = -1;
                continue;
            }
        }

        session.Exports++;
        Monitor.Exit(session.Gate);
    }
}
