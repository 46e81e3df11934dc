using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Pairing;

public sealed class LeaseStructCopiedTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        void M()
        {
            Ticket ticket = cache.Draw(1);
            Ticket other = {|AOP2004:ticket|};
            other.Dispose();
            ticket.Dispose();
        }
        """,
        """
        void M()
        {
            using Ticket ticket = cache.Draw(1);
            Ticket other = {|AOP2004:ticket|};
            other.Stamp();
        }
        """,
        """
        void M()
        {
            using Ticket ticket = cache.Draw(1);
            cache.Show({|AOP2004:ticket|});
        }
        """,
        """
        void M(Ticket ticket)
        {
            IDisposable boxed = {|AOP2004:ticket|};
            boxed.Dispose();
            ticket.Stamp();
        }
        """,
        """
        private Ticket _ticket;

        Ticket M() => {|AOP2004:_ticket|};
        """,
        """
        private Ticket _ticket;

        public Ticket Held
        {
            get { return {|AOP2004:_ticket|}; }
        }
        """,
        """
        private static Ticket s_ticket;

        void M()
        {
            Ticket mine = {|AOP2004:s_ticket|};
            mine.Dispose();
        }
        """,
        """
        void M(ref Ticket ticket, List<Ticket> kept)
        {
            kept.Add({|AOP2004:ticket|});
        }
        """,
        """
        void M(in Ticket ticket)
        {
            ticket.Print();
            {|AOP2004:ticket.Dispose()|};
        }
        """,
        """
        private readonly Ticket _ticket = new();

        void M() => {|AOP2004:_ticket.Stamp()|};
        """,
        """
        void M(Ticket ticket)
        {
            Ticket[] all = [{|AOP2004:ticket|}];
            all[0].Dispose();
            ticket.Print();
        }
        """,
        """
        void M(Ticket ticket)
        {
            using ({|AOP2004:ticket|})
            {
                ticket.Stamp();
            }
        }
        """,
        """
        void M(bool isLate)
        {
            Ticket first = cache.Draw(1);
            Ticket second = {|AOP2004:first|};
            if (isLate)
            {
                first.Dispose();
            }
            else
            {
                first.Stamp();
            }

            second.Dispose();
        }
        """,
        """
        void M(Ticket ticket)
        {
            Ticket first = {|AOP2004:ticket|};
            Ticket second = ticket;
            first.Dispose();
            second.Dispose();
        }
        """,
        """
        void M(Ticket ticket)
        {
            Stamp({|AOP2004:ticket|});
            ticket.Dispose();

            static void Stamp(Ticket stamped) => stamped.Stamp();
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        Ticket M()
        {
            Ticket ticket = cache.Draw(1);
            ticket.Stamp();
            return ticket;
        }
        """,
        """
        void M()
        {
            Ticket ticket = cache.Draw(1);
            Ticket other = ticket;
            other.Dispose();
        }
        """,
        """
        void M()
        {
            using Ticket ticket = cache.Draw(1);
            cache.Inspect(ticket);
            cache.Inspect(in ticket);
        }
        """,
        """
        void M(Ticket ticket)
        {
            cache.Renew(ref ticket);
            ticket.Dispose();
        }
        """,
        """
        void M(Ticket ticket)
        {
            ref Ticket same = ref ticket;
            same.Stamp();
            ticket.Print();
        }
        """,
        """
        private Ticket _ticket;

        Ticket M()
        {
            Ticket taken = _ticket;
            _ticket = default;
            return taken;
        }
        """,
        """
        void M(Ticket ticket)
        {
            cache.Keep(ticket);
        }
        """,
        """
        void M()
        {
            using Ticket ticket = cache.Draw(4);
            cache.Read(ticket);
            ticket.Print();
        }
        """,
        """
        private Ticket _ticket;

        void M(Ticket ticket)
        {
            _ticket = ticket;
            ticket = cache.Draw(2);
            ticket.Dispose();
        }
        """,
        """
        private readonly Ticket _ticket;

        void M()
        {
            if (_ticket.IsHeld)
            {
                _ticket.Print();
            }
        }
        """,
        """
        void M(in Ticket ticket) => ticket.Print();
        """,
        """
        private Ticket _ticket;

        ref readonly Ticket M() => ref _ticket;
        """,
        """
        void M(bool isLate)
        {
            Ticket ticket = cache.Draw(3);
            Ticket other = ticket;
            if (isLate)
            {
                ticket.Print();
            }

            other.Dispose();
        }
        """,
        """
        void M(AopKit.PageLease<Note> lease)
        {
            // Copies of this one are the same claim.
            AopKit.PageLease<Note> other = lease;
            Console.WriteLine(lease.Index);
            other.Dispose();
        }
        """,
        """
        void M()
        {
            foreach (long index in new long[] { 1, 2 })
            {
                Ticket ticket = cache.Draw(index);
                Ticket moved = ticket;
                moved.Dispose();
            }
        }
        """,
        """
        // <auto-generated/>
        void M(Ticket ticket)
        {
            Ticket other = ticket;
            Console.WriteLine(other.IsHeld);
            ticket.Dispose();
            other.Dispose();
        }
        """,
        """
        // broken
        void M(Ticket ticket)
        {
            Unknown other = ticket..;
            Ticket = ticket;
            cache.Show(;
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP2004_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP2004_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
