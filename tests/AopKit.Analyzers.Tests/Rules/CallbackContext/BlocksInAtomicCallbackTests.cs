using AopKit.Analyzers.Rules.CallbackContext;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.CallbackContext;

public sealed partial class BlocksInAtomicCallbackTests
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

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP3001_Violation_Reports(string source) => Verify.Analyzer<BlocksInAtomicCallback>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP3001_Clean_IsSilent(string source) => Verify.Analyzer<BlocksInAtomicCallback>(source);
}
