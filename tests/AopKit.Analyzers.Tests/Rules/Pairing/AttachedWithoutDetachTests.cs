using AopKit.Analyzers.Rules.Pairing;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Pairing;

public sealed class AttachedWithoutDetachTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Ops : IFiller<Handle>
        {
            public void Fill(Page<Handle> page) => {|AOP2002:page.Attach(new Handle())|};
        }
        """,
        """
        class Names
        {
            public byte[] Text = [];
        }

        class Ops : IFiller<Names>
        {
            public void Fill(Page<Names> page)
            {
                Names names = new() { Text = System.Buffers.ArrayPool<byte>.Shared.Rent(64) };
                {|AOP2002:page.Attach(names)|};
            }
        }
        """,
        """
        class Ops : IFiller<Room>
        {
            public void Fill(Page<Room> page)
            {
                Room room = new();
                room.Sit();
                {|AOP2002:page.Attach(room)|};
            }
        }
        """,
        """
        class Holder
        {
            private readonly Claim _claim;

            public Holder(Cache cache)
            {
                _claim = cache.Take(3);
            }

            public long Index => _claim.Index;
        }

        class Ops(Cache cache) : IFiller<Holder>
        {
            public void Fill(Page<Holder> page)
            {
                if (page.Note is null)
                {
                    {|AOP2002:page.Attach(new Holder(cache))|};
                }
            }
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Ops : IFiller<Handle>, ILeaving<Handle>, IDisposable
        {
            private readonly System.IO.Stream _log = System.IO.Stream.Null;

            public void Fill(Page<Handle> page)
            {
                Handle handle = new();
                {|AOP2002:page.Attach(handle)|};
            }

            public void Left(Page<Handle> page) => Console.WriteLine(page.Index);

            public void Dispose() => _log.Dispose();
        }
        """,
        """
        sealed class Pipe : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
        }

        partial class Ops
        {
            private void Prepare(Page<Pipe> page)
            {
                Local();

                void Local()
                {
                    {|AOP2002:page.Attach(new Pipe())|};
                }
            }
        }

        partial class Ops : IFiller<Pipe>
        {
            public void Fill(Page<Pipe> page) => Prepare(page);
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Ops : Owner<Handle>
        {
            public async Task PrepareAsync(Page<Handle> page)
            {
                await Task.Yield();
                {|AOP2002:page.Attach(new Handle())|};
            }

            public override bool TryRelease(Page<Handle> page) => false;
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops : IFiller<Note>
        {
            public void Fill(Page<Note> page) => page.Attach(new Note());
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Ops : IFiller<Handle>, ILeaving<Handle>
        {
            public void Fill(Page<Handle> page) => page.Attach(new Handle());

            public void Left(Page<Handle> page) => page.Note?.Dispose();
        }
        """,
        """
        class Ops : IFiller<Room>, ILeaving<Room>
        {
            public void Fill(Page<Room> page) => page.Attach(new Room());

            public void Left(Page<Room> page) => Close(page);

            private static void Close(Page<Room> page) => page.Note?.Leave();
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Ops : Owner<Handle>, IFiller<Handle>
        {
            public void Fill(Page<Handle> page) => page.Attach(new Handle());

            public override bool TryRelease(Page<Handle> page)
            {
                using Handle? handle = page.Detach();
                return true;
            }
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Source : IFiller<Handle>
        {
            private readonly Dictionary<long, Handle> _handles = [];

            public void Fill(Page<Handle> page)
            {
                Handle handle = new();
                _handles[page.Index] = handle;
                page.Attach(handle);
            }

            public void Close()
            {
                foreach (Handle handle in _handles.Values)
                {
                    handle.Dispose();
                }
            }
        }
        """,
        """
        class Text
        {
            public byte[] Bytes = [];
        }

        class Ops : IFiller<Text>, ILeaving<Text>
        {
            public void Fill(Page<Text> page) =>
                page.Attach(new Text { Bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(16) });

            public void Left(Page<Text> page) => Give(page.Note!.Bytes);

            private void Give(byte[] bytes) => System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Tool
        {
            public void Prepare(Page<Handle> page) => page.Attach(new Handle());
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        abstract class Base : ILeaving<Handle>
        {
            public void Left(Page<Handle> page) => page.Note?.Dispose();
        }

        class Ops : Base, IFiller<Handle>
        {
            public void Fill(Page<Handle> page) => page.Attach(new Handle());
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        abstract class Ops : IFiller<Handle>
        {
            public void Fill(Page<Handle> page) => page.Attach(new Handle());

            public abstract void End(Handle handle);
        }
        """,
        """
        class Ops : IFiller<System.IO.MemoryStream>
        {
            public async void Later(Page<System.IO.MemoryStream> page)
            {
                await Task.Yield();
                page.Attach(new System.IO.MemoryStream());
            }

            public void Fill(Page<System.IO.MemoryStream> page) => Later(page);
        }
        """,
        """
        partial class Ops : IFiller<Lease>
        {
            public void Fill(Page<Lease> page) => page.Attach(Cache.Rent(page.Index));

            private Cache Cache { get; } = new();
        }

        partial class Ops : ILeaving<Lease>
        {
            public void Left(Page<Lease> page)
            {
                Lease? lease = page.Note;
                End();

                void End() => lease?.Dispose();
            }
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Ops(Handle shared) : IFiller<Handle>
        {
            private readonly Handle _own = new();

            public void Fill(Page<Handle> page) => page.Attach(page.IsDirty ? _own : shared);
        }
        """,
        """
        sealed class Handle : IDisposable
        {
            public void Dispose() { }
        }

        class Ops(List<IDisposable> all) : IFiller<Handle>
        {
            public void Fill(Page<Handle> page)
            {
                Handle handle = new();
                all.Add(handle);
                page.Attach(handle);
            }
        }
        """,
        """
        // <auto-generated/>
        class Ops : IFiller<Lease>
        {
            public void Fill(Page<Lease> page)
            {
                page.Attach(new Lease());
            }
        }
        """,
        """
        // broken
        class Ops : IFiller<Missing>
        {
            public void Fill(Page<Missing> page) => page.Attach(new Missing(;
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP2002_Violation_Reports(string source) => Verify.Analyzer<AttachedWithoutDetach>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP2002_Clean_IsSilent(string source) => Verify.Analyzer<AttachedWithoutDetach>(source);
}
