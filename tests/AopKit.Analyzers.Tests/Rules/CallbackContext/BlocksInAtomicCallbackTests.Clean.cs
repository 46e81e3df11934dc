namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

/// <summary>What looks like a wait in a callback, and is none.</summary>
public sealed partial class BlocksInAtomicCallbackTests
{
    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops(Store store) : Events<Note>
        {
            public override bool Trim(Page<Note> page, in Hint hint)
            {
                if (!hint.MayWait)
                {
                    return false;
                }

                store.Sync();
                return true;
            }
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            public override bool Trim(Page<Note> page, in Hint hint)
            {
                bool wait = hint.MayWait && page.Index > 3;
                if (wait)
                {
                    store.Sync();
                }

                return wait;
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private static bool CanWait(in Hint hint) => hint.Purpose == Purpose.Trim && hint.MayWait;

            public override bool Trim(Page<Note> page, in Hint hint)
            {
                if (!CanWait(hint) || page.Note is null)
                {
                    return false;
                }

                Thread.Sleep(2);
                return true;
            }
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            public override void Fill(Page<Note> page) => store.Sync();
        }
        """,
        """
        class Ops : Events<Note>
        {
            private readonly object _lock = new();
            private readonly Dictionary<long, int> _counts = [];

            public override void Gone(Page<Note> page)
            {
                lock (_lock)
                {
                    _counts.Remove(page.Index);
                }
            }

            public void Add(long index)
            {
                lock (_lock)
                {
                    _counts[index] = 1;
                }
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private readonly SemaphoreSlim _gate = new(1);

            public override bool Trim(Page<Note> page, in Hint hint)
            {
                if (!_gate.Wait(0))
                {
                    return false;
                }

                _gate.Release();
                return _gate.Wait(hint.MayWait ? -1 : 0);
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private readonly object _lock = new();

            public override void Gone(Page<Note> page)
            {
                if (Monitor.TryEnter(_lock))
                {
                    Monitor.Exit(_lock);
                }
            }

            public void Save()
            {
                lock (_lock)
                {
                    Thread.Sleep(1);
                }
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private Task<int>? _pending;

            public override void Gone(Page<Note> page)
            {
                if (_pending is { IsCompleted: true })
                {
                    Console.WriteLine(_pending.Result);
                }

                Task<int> other = Task.FromResult(3);
                if (other.IsCompletedSuccessfully)
                {
                    page.Note!.Key = other.GetAwaiter().GetResult();
                }
            }
        }
        """,
        """
        class Timer : ITicker
        {
            public async void Tick()
            {
                await Task.Yield();
                Thread.Sleep(5);
            }
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            public void Tick() => ThreadPool.QueueUserWorkItem(_ => store.Sync());
        }
        """,
        """
        class Ops : Events<Note>
        {
            public override void Gone(Page<Note> page)
            {
                System.IO.Stream buffer = new System.IO.MemoryStream();
                buffer.WriteByte((byte)page.Index);
            }
        }
        """,
        """
        abstract class Ops : Events<Note>
        {
            protected abstract void Flush(long index);

            public override void Gone(Page<Note> page) => Flush(page.Index);
        }
        """,
        """
        class Ops : Events<Note>
        {
            private sealed class Walk(bool wait)
            {
                public void Run()
                {
                    if (wait)
                    {
                        Thread.Sleep(3);
                    }
                }
            }

            public override bool Trim(Page<Note> page, in Hint hint)
            {
                Walk walk = new(hint.MayWait);
                walk.Run();
                return true;
            }
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            public override bool Trim(Page<Note> page, in Hint hint)
            {
                switch (hint)
                {
                    case { MayWait: false }:
                        return false;
                    default:
                        store.Sync();
                        return true;
                }
            }
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            public override bool Trim(Page<Note> page, in Hint hint)
            {
                switch (hint.Purpose, hint.MayWait)
                {
                    case (Purpose.Trim, true):
                        store.Sync();
                        return true;
                    default:
                        return false;
                }
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private readonly AutoResetEvent _done = new(false);

            private void Settle(int limit)
            {
                if (limit > 0)
                {
                    _done.WaitOne();
                }
            }

            public override bool Trim(Page<Note> page, in Hint hint)
            {
                int limit = hint.MayWait ? 100 : 0;
                if (limit != 0)
                {
                    Thread.Sleep(limit);
                }

                Settle(limit);
                return limit > 0;
            }
        }
        """,
        """
        class Job
        {
            public Task<int>? Running { get; set; }
        }

        class Ops : Events<Job>
        {
            public override bool Trim(Page<Job> page, in Hint hint)
            {
                if (page.Note is { Running.IsCompleted: true } job)
                {
                    return job.Running.Result > 0;
                }

                return page.Note?.Running is not { IsCompleted: false };
            }
        }
        """,
        """
        // <auto-generated/>
        class Timer : ITicker
        {
            public void Tick() => Thread.Sleep(100);
        }
        """,
        """
        // broken
        class Timer : ITicker
        {
            public void Tick()
            {
                Thread.Sleep(;
                lock (_missing
                Wait().Result
            }
        }
        """,
        """
        class Timer : ITicker
        {
            private int _depth;

            public void Tick()
            {
                if (_depth++ < 3)
                {
                    Again();
                }
            }

            private void Again() => Tick();
        }
        """,
    ];
}
