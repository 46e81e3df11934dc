using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.KeptPastRelease;

public sealed class BorrowedStoredInFieldTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Ops : Owner<Note>
        {
            private Page<Note>? _last;

            public override bool TryRelease(Page<Note> page)
            {
                {|AOP1002:_last = page|};
                return false;
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            private static Note? s_seen;

            public void Cut(Page<Note> page, Part part)
            {
                {|AOP1002:s_seen = page.Note|};
            }
        }
        """,
        """
        Note? Kept { get; set; }

        void M()
        {
            using Lease lease = cache.Rent(1);
            {|AOP1002:Kept = lease.Note|};
        }
        """,
        """
        private Memory<byte> _bytes;

        void M(long index)
        {
            var claim = cache.Take(index);
            {|AOP1002:_bytes = claim.Memory.Slice(8)|};
            cache.Give(claim);
        }
        """,
        """
        class Ops
        {
            private Page<Note>? _current;

            public void Visit([Borrowed] Page<Note> page)
            {
                {|AOP1002:Remember(page)|};
            }

            private void Remember(Page<Note> page) => _current = page;
        }
        """,
        """
        sealed class Entry
        {
            public Note? Note;
        }

        partial class Client
        {
            private Entry? _entry;

            void M([Borrowed] Note note)
            {
                var entry = new Entry { Note = note };
                {|AOP1002:_entry = entry|};
            }
        }
        """,
        """
        private Claim? _given;

        void M(Claim claim)
        {
            {|AOP1002:_given = claim|};
            cache.Give(claim);
        }
        """,
        """
        private Page<Note>? _page;

        void M([Borrowed] Page<Note> page, bool keep)
        {
            void Local()
            {
                {|AOP1002:_page = page|};
            }

            if (keep)
            {
                Local();
            }
        }
        """,
        """
        private Note? _note;

        void M()
        {
            {|AOP1002:_note = cache.Peek(4)|};
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops : Owner<Note>
        {
            private long _last;

            public override bool TryRelease(Page<Note> page)
            {
                _last = page.Index;
                return false;
            }
        }
        """,
        """
        private Page<Note>? _current;

        void M([Borrowed] Page<Note> page)
        {
            _current = page;
            try
            {
                page.Touch();
            }
            finally
            {
                _current = null;
            }
        }
        """,
        """
        [Owned] private Claim? _claim;

        void M()
        {
            _claim = cache.Take(1);
        }
        """,
        """
        private Lease? _lease;

        void M()
        {
            var lease = cache.Rent(3);
            _lease = lease;
        }
        """,
        """
        void M([Borrowed] Page<Note> page)
        {
            Page<Note> local = page;
            local.Touch();
        }
        """,
        """
        private Mark? _mark;

        void M([Borrowed] Page<Mark> page)
        {
            _mark = page.Note;
        }
        """,
        """
        private Note? _free;

        void M([Borrowed] Page<Note> page)
        {
            Note? note = page.Note;
            page.Detach();
            _free = note;
        }
        """,
        """
        private string _text = "";

        void M([Borrowed] Page<Note> page)
        {
            if (page.Note is { } note)
            {
                _text = note.Text;
            }
        }
        """,
        """
        private byte[] _copy = [];

        void M(long index)
        {
            Lease lease = cache.Rent(index);
            _copy = lease.Bytes.ToArray();
            lease.Dispose();
        }
        """,
        """
        private Page<Note>? _any;

        void M(Page<Note> page)
        {
            _any = page;
        }
        """,
        """
        private Page<Note>? _page;

        void M([Borrowed] Page<Note> page)
        {
            _page = page;
            _page = null;
            Log();
        }

        private void Log() => Console.WriteLine();
        """,
        """
        sealed class Frame
        {
            public Page<Note>? Page;
        }

        partial class Client
        {
            void M([Borrowed] Page<Note> page)
            {
                var frame = new Frame();
                frame.Page = page;
                Console.WriteLine(frame.Page.Index);
            }
        }
        """,
        """
        private Page<Note>? _page;

        void M([Borrowed] Page<Note> page)
        {
            _page = page;
            Reset();
        }

        private void Reset() => _page = null;
        """,
        """
        // <auto-generated/>
        private Page<Note>? _page;

        void M([Borrowed] Page<Note> page)
        {
            Console.WriteLine("generated");
            _page = page;
        }
        """,
        """
        // broken
        private Page<Note>? _page;

        void M([Borrowed] Page<Note> page)
        {
            _page = ;
            _missing = page;
            page._page.Missing = ;
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP1002_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP1002_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
