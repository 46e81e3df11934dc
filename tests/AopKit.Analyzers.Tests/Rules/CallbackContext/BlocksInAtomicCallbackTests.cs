using AopKit.Analyzers.Rules.CallbackContext;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

public sealed class BlocksInAtomicCallbackTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Ops : Events<Note>
        {
            public override void Gone(Page<Note> page) => {|AOP3001:Thread.Sleep(1)|};
        }
        """,
        """
        class Ops(Store store) : Events<Note>
        {
            public override void Gone(Page<Note> page)
            {
                page.Touch();
                {|AOP3001:store.Sync()|};
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private Task WriteAsync(long index) => Task.Delay(1);

            public override bool Trim(Page<Note> page, in Hint hint)
            {
                {|AOP3001:WriteAsync(page.Index).GetAwaiter().GetResult()|};
                return true;
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private ValueTask<int> CountAsync() => new(1);

            public override bool Trim(Page<Note> page, in Hint hint)
            {
                if (hint.MayWait)
                {
                    page.Touch();
                }

                return {|AOP3001:CountAsync().Result|} > 0;
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private readonly SemaphoreSlim _gate = new(1);

            public override bool Trim(Page<Note> page, in Hint hint)
            {
                if (!hint.MayWait)
                {
                    {|AOP3001:_gate.Wait()|};
                }

                return false;
            }
        }
        """,
        """
        class Timer : ITicker
        {
            private readonly ManualResetEvent _done = new(false);

            void ITicker.Tick() => {|AOP3001:Step()|};

            private void Step() => Finish(2);

            private void Finish(int count)
            {
                if (count > 1)
                {
                    _done.WaitOne();
                }
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private readonly object _lock = new();
            private readonly List<long> _seen = [];

            public override void Gone(Page<Note> page)
            {
                lock ({|AOP3001:_lock|})
                {
                    _seen.Add(page.Index);
                }
            }

            public void Save(System.IO.Stream stream)
            {
                lock (_lock)
                {
                    stream.Write(new byte[_seen.Count]);
                }
            }
        }
        """,
        """
        class Timer(Store store) : ITicker
        {
            private readonly Lock _lock = new();

            public void Tick()
            {
                lock ({|AOP3001:_lock|})
                {
                    Console.WriteLine();
                }
            }

            public void Refill()
            {
                lock (_lock)
                {
                    Load();
                }
            }

            private void Load() => store.Grow();
        }
        """,
        """
        class Ops : Events<Note>
        {
            public override void Gone(Page<Note> page)
            {
                Wait();

                void Wait()
                {
                    {|AOP3001:Console.ReadLine()|};
                }
            }
        }
        """,
        """
        partial class Ops
        {
            private void Log(string text) => System.IO.File.AppendAllText("log", text);
        }

        partial class Ops : Events<Note>
        {
            public override void Gone(Page<Note> page) => {|AOP3001:Log("gone")|};
        }
        """,
        """
        class Timer : ITicker
        {
            public async void Tick()
            {
                {|AOP3001:Task.Delay(1).Wait()|};
                await Task.Yield();
                Thread.Sleep(5);
            }
        }
        """,
        """
        class Ops : Events<Note>
        {
            private static void Settle(Page<Note> page, bool wait)
            {
                if (wait)
                {
                    Thread.Sleep(10);
                }
            }

            public override bool Trim(Page<Note> page, in Hint hint)
            {
                Settle(page, wait: false);
                {|AOP3001:Settle(page, wait: true)|};
                Settle(page, hint.MayWait);
                return true;
            }
        }
        """,
        """
        class Timer : ITicker
        {
            private readonly List<Task> _tasks = [];

            public void Tick() => _tasks.ForEach(task => {|AOP3001:task.Wait()|});
        }
        """,
    ];

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

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP3001_Violation_Reports(string source) => Verify.Analyzer<BlocksInAtomicCallback>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP3001_Clean_IsSilent(string source) => Verify.Analyzer<BlocksInAtomicCallback>(source);
}
