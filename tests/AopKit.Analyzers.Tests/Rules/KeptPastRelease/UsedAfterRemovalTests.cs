using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.KeptPastRelease;

public sealed class UsedAfterRemovalTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(1);
            tree.Fell();
            {|AOP1009:hold.Write(1)|};
        }
        """,
        """
        int M(Tree<Note> tree)
        {
            using (Hold<Note> hold = tree.Hold(2))
            {
                tree.Fell();
                return {|AOP1009:hold.Register()|};
            }
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            if (tree.TryHold(3, out Hold<Note>? hold))
            {
                using (hold)
                {
                    tree.Fell();
                    {|AOP1009:hold.Write(3)|};
                }
            }
        }
        """,
        """
        async Task M(Tree<Note> tree)
        {
            using Hold<Note> hold = await tree.HoldAsync(4);
            tree.Fell();
            {|AOP1009:hold.Write(4)|};
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(5);
            if (hold.IsCut)
            {
                return;
            }

            tree.Fell();
            {|AOP1009:hold.Write(5)|};
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(6);
            tree.Fell();
            if (hold.IsCut)
            {
                {|AOP1009:hold.Write(6)|};
            }
        }
        """,
        """
        private readonly Tree<Note> _tree = new();

        void M(bool isEmpty)
        {
            using Hold<Note> hold = _tree.Hold(7);
            if (isEmpty)
            {
                _tree.Fell();
                Console.WriteLine({|AOP1009:hold.Register()|});
            }
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> first = tree.Hold(8);
            tree.Trim(9);
            tree.Fell();
            Hold<Note> same = first;
            {|AOP1009:same.Write(8)|};
        }
        """,
        """
        void M(Tree<Note> tree, IEnumerable<int> values)
        {
            using Hold<Note> hold = tree.Hold(10);
            foreach (int value in values)
            {
                tree.Fell();
                {|AOP1009:hold.Write(value)|};
            }
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(11);
            try
            {
                Console.WriteLine(hold.Index);
            }
            finally
            {
                tree.Fell();
            }

            {|AOP1009:hold.Write(11)|};
        }
        """,
        """
        void M(AopKit.AddressSpace<Note> space)
        {
            using AopKit.PagePin<Note> pin = space.Pin(new(0));
            space.Discard();
            using AopKit.PageWriter<Note> writer = {|AOP1009:pin.BeginWrite()|};
            writer.Bytes[0] = 1;
        }
        """,
        """
        async Task M(AopKit.AddressSpace<Note> space)
        {
            AopKit.PageLease<Note> lease = await space.PinAsync(new(0));
            try
            {
                space.Discard();
                {|AOP1009:lease.BeginWrite()|}.Dispose();
            }
            finally
            {
                lease.Dispose();
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(1);
            hold.Write(1);
            tree.Fell();
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(2);
            tree.Fell();
            if (!hold.IsCut)
            {
                hold.Write(2);
            }
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(3);
            tree.Fell();
            if (hold.Owner is null)
            {
                return;
            }

            Console.WriteLine(hold.Register());
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(4);

            // Perhaps behind it.
            tree.Trim(5);
            hold.Write(4);
        }
        """,
        """
        void M(Tree<Note> tree, Tree<Note> other)
        {
            using Hold<Note> hold = tree.Hold(6);
            other.Fell();
            Console.WriteLine(hold.Register());
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            tree.Fell();
            using Hold<Note> hold = tree.Hold(7);
            hold.Write(7);
        }
        """,
        """
        void M(Tree<Note> tree, bool isEmpty)
        {
            using Hold<Note> hold = tree.Hold(8);
            if (isEmpty)
            {
                tree.Fell();
            }

            hold.Write(8);
        }
        """,
        """
        long M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(9);
            tree.Fell();
            return hold.Index;
        }
        """,
        """
        void M(Tree<Note> tree)
        {
            for (long index = 0; index < 3; index++)
            {
                using Hold<Note> hold = tree.Hold(index);
                hold.Write(10);
                tree.Fell();
            }
        }
        """,
        """
        void M(Hold<Note> hold, Tree<Note> tree)
        {
            tree.Fell();
            hold.Write(11);
        }
        """,
        """
        void M(AopKit.AddressSpace<Note> space)
        {
            using AopKit.PagePin<Note> pin = space.Pin(new(0));
            space.Truncate(4096);
            using AopKit.PageWriter<Note> writer = pin.BeginWrite();
            writer.Bytes.Clear();
        }
        """,
        """
        void M(AopKit.AddressSpace<Note> space)
        {
            using AopKit.PagePin<Note> pin = space.Pin(new(0));
            space.Discard();
            if (pin.IsStale)
            {
                return;
            }

            pin.BeginWrite().Dispose();
        }
        """,
        """
        // <auto-generated/>
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(12);
            tree.Fell();
            Console.WriteLine("generated");
            hold.Write(12);
        }
        """,
        """
        // broken
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(;
            tree.Fell(
            hold..Write(13);
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP1009_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP1009_Clean_IsSilent(string source) => Verify.FlowRules(source);

    [Fact]
    public Task AOP1009_PartOfTheTree_ReportsWhenAskedForMaybe() => Verify.Analyzer<LifetimeFlowAnalyzer>(
        """
        void M(Tree<Note> tree)
        {
            using Hold<Note> hold = tree.Hold(1);
            tree.Trim(0);
            {|AOP1009:hold.Write(1)|};
        }
        """,
        "dotnet_code_quality.AOP1009.confidence = maybe");
}
