using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.KeptPastRelease;

public sealed class FinalizerTouchesOthersTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        sealed class Meta(Page<Note> page)
        {
            private readonly Page<Note> _page = page;

            ~Meta() => {|AOP1011:_page|}.Touch();
        }
        """,
        """
        sealed class Meta(Page<Note> page)
        {
            ~Meta() => {|AOP1011:page|}.Detach();
        }
        """,
        """
        sealed class Meta
        {
            private readonly Claim _claim;

            public Meta([Borrowed] Claim claim) => {|AOP1002:_claim = claim|};

            ~Meta()
            {
                if (_claim is { } held)
                {
                    {|AOP1011:held|}.Touch();
                }
            }
        }
        """,
        """
        sealed class Later
        {
            private Note? _note;

            public void Take([Borrowed] Page<Note> page)
            {
                {|AOP1002:_note = page.Note|};
            }

            ~Later()
            {
                Note? note = _note;
                {|AOP1011:note|}!.Touch();
            }
        }
        """,
        """
        sealed class Holder(Cache cache) : IDisposable
        {
            private readonly Lease _lease = cache.Rent(1);

            public void Dispose() => _lease.Dispose();

            ~Holder() => {|AOP1011:_lease.Dispose()|};
        }
        """,
        """
        sealed class Holder(Cache cache) : IDisposable
        {
            private readonly int _handle = cache.Open(1);

            public void Dispose()
            {
                Console.WriteLine(_handle);
                cache.Close(_handle);
            }

            ~Holder()
            {
                {|AOP1011:cache.Close(_handle)|};
            }
        }
        """,
        """
        class Holder(Page<Note> page) : IDisposable
        {
            private readonly Page<Note> _page = page;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                {|AOP1011:_page|}.Touch();
            }

            ~Holder() => Dispose(false);
        }
        """,
        """
        class Holder(Page<Note> page)
        {
            private readonly Page<Note> _page = page;

            protected void Dispose(bool disposing)
            {
                if (disposing)
                {
                    return;
                }

                Console.WriteLine({|AOP1011:_page|}.Index);
            }

            ~Holder() => Dispose(false);
        }
        """,
        """
        sealed class Holder(AopKit.AddressSpace<Note> space)
        {
            ~Holder() => {|AOP1011:space.Discard()|};
        }
        """,
        """
        sealed class Holder
        {
            [Owned]
            private readonly AopKit.AddressSpace _space;

            public Holder([Owned] AopKit.AddressSpace space) => _space = space;

            ~Holder()
            {
                try
                {
                    {|AOP1011:_space.Dispose()|};
                }
                catch (InvalidOperationException)
                {
                }
            }
        }
        """,
        """
        sealed class Holder(AopKit.PageLease<Note> lease) : IDisposable
        {
            private AopKit.PageLease<Note> _lease = lease;

            public void Dispose()
            {
                _lease.Dispose();
            }

            ~Holder()
            {
                if (Environment.HasShutdownStarted)
                {
                    return;
                }

                {|AOP1011:_lease.Dispose()|};
            }
        }
        """,
        """
        sealed class Request
        {
            private AopKit.FillRequest<Note> _request;

            public void Begin(AopKit.FillRequest<Note> request) => _request = request;

            ~Request() => {|AOP1011:_request|}.Attach(new Note());
        }
        """,
        """
        class First
        {
            ~First() => Console.WriteLine();
        }

        sealed class Second(Page<Note> page) : First
        {
            private readonly Page<Note> _page = page;

            private void Dispose(bool isCalled)
            {
                string text = isCalled ? "" : {|AOP1011:_page|}.Index.ToString();
                Console.WriteLine(text);
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        sealed class Meta(Page<Note> page)
        {
            private readonly Page<Note> _page = page;

            public void Touch() => _page.Touch();
        }
        """,
        """
        sealed class Meta
        {
            [Owned]
            private readonly Page<Note> _page = new();

            ~Meta() => _page.Touch();
        }
        """,
        """
        sealed class Meta
        {
            private readonly Page<Note> _own = new();

            ~Meta() => _own.Detach();
        }
        """,
        """
        class Holder(Page<Note> page) : IDisposable
        {
            private readonly Page<Note> _page = page;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    _page.Touch();
                }
            }

            ~Holder() => Dispose(false);
        }
        """,
        """
        class Holder(Page<Note> page)
        {
            private readonly Page<Note> _page = page;

            protected void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                _page.Detach();
            }

            ~Holder()
            {
                Dispose(disposing: false);
            }
        }
        """,
        """
        sealed class Holder(Cache cache) : IDisposable
        {
            private readonly Lease _lease = cache.Rent(1);

            public void Dispose()
            {
                _lease.Dispose();
                GC.SuppressFinalize(this);
            }

            ~Holder() => _lease.Dispose();
        }
        """,
        """
        sealed class Holder(Cache cache) : IDisposable
        {
            private Claim? _claim = cache.Take(1);

            public void Dispose()
            {
                if (_claim is { } claim)
                {
                    _claim = null;
                    cache.Give(claim);
                }
            }

            ~Holder()
            {
                if (_claim is not null)
                {
                    cache.Give(_claim);
                }
            }
        }
        """,
        """
        sealed class Handle(Cache cache)
        {
            private readonly int _handle = cache.Open(2);

            ~Handle() => cache.Close(_handle);
        }
        """,
        """
        sealed class Native : System.Runtime.InteropServices.SafeHandle
        {
            private readonly Cache _cache = new();

            public Native() : base(IntPtr.Zero, ownsHandle: true) { }

            public override bool IsInvalid => handle == IntPtr.Zero;

            protected override bool ReleaseHandle()
            {
                _cache.Close((int)handle);
                return true;
            }
        }
        """,
        """
        sealed class Meta
        {
            private Page<Note>? _page;
            private readonly long _index;

            public Meta(Page<Note> page) => (_page, _index) = (page, page.Index);

            public void Forget() => _page = null;

            ~Meta()
            {
                _page = null;
                Console.WriteLine(_index);
            }
        }
        """,
        """
        sealed class Meta(Claim claim)
        {
            private readonly Claim _claim = claim;

            // Whether it was given for good is not said.
            ~Meta() => Console.WriteLine(_claim.Bytes.Length);
        }
        """,
        """
        class Holder(Page<Note> page)
        {
            private readonly Page<Note> _page = page;

            protected void Dispose(bool disposing) => _page.Touch();
        }
        """,
        """
        // <auto-generated/>
        sealed class Meta(Page<Note> page)
        {
            ~Meta()
            {
                page.Touch();
            }
        }
        """,
        """
        // broken
        sealed class Meta
        {
            private Missing _page = page

            ~Meta( => _page.;

            ~Other() { _other.Touch(; }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP1011_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP1011_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
