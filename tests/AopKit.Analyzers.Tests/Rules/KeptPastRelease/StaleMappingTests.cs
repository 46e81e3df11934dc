using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.KeptPastRelease;

public sealed class StaleMappingTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        long M(BlockMap map)
        {
            Extent extent = map.FindExtent(1);
            map.Clear();
            return {|AOP1008:extent|}.Start;
        }
        """,
        """
        void M(BlockMap map)
        {
            long block = map.Find(2);
            map.Clear();
            Console.WriteLine({|AOP1008:block|});
        }
        """,
        """
        private readonly BlockMap _map = new();

        void M()
        {
            Extent first = _map.First;
            Console.WriteLine(first.Start);
            _map.Clear();
            {|AOP1008:first|}.Read(default);
        }
        """,
        """
        void M(BlockMap map, bool isDone)
        {
            Extent last = BlockMap.Last(map);
            map.Clear();
            if (!isDone)
            {
                Console.WriteLine(string.Concat("at ", {|AOP1008:last|}));
            }
        }
        """,
        """
        long M(BlockMap map)
        {
            long block = map.Find(3);
            map.Clear();
            return {|AOP1008:block|} * 4096;
        }
        """,
        """
        void M(BlockMap map, bool isShort)
        {
            Extent extent = map.FindExtent(4);
            if (isShort)
            {
                map.Clear();
            }
            else
            {
                map.Clear();
                map.Flush();
            }

            {|AOP1008:extent|}.Read(default);
        }
        """,
        """
        void M(BlockMap map)
        {
            Extent extent = map.FindExtent(5);
            Extent same = extent;
            try
            {
                map.Flush();
            }
            finally
            {
                map.Clear();
            }

            {|AOP1008:same|}.Read(default);
        }
        """,
        """
        void M(BlockMap map)
        {
            Extent extent = map.FindExtent(6);
            foreach (byte part in new byte[] { 1, 2 })
            {
                map.Clear();
                {|AOP1008:extent|}.Read(new byte[part]);
            }
        }
        """,
        """
        async Task M(BlockMap map)
        {
            Extent extent = map.FindExtent(7);
            map.Clear();
            await Task.Yield();
            Console.WriteLine({|AOP1008:extent|}.Start);
        }
        """,
        """
        void M(BlockMap map)
        {
            Extent extent = map.FindExtent(8);
            map.Cut(0);
            map.Clear();
            Func<long> later = () => 1;
            {|AOP1008:extent|}.Read(new byte[later()]);
        }
        """,
        """
        [return: Mapping("space")]
        static Extent Find(AopKit.AddressSpace space) => new();

        void M(AopKit.AddressSpace space)
        {
            Extent extent = Find(space);
            space.Discard();
            {|AOP1008:extent|}.Read(default);
        }
        """,
        """
        void M(BlockMap map, Extent? known)
        {
            Extent found = map.First;
            map.Clear();
            long start = known is null ? {|AOP1008:found|}.Start : known.Start;
            Console.WriteLine(start);
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        long M(BlockMap map)
        {
            Extent extent = map.FindExtent(1);
            long start = extent.Start;
            map.Clear();
            return start;
        }
        """,
        """
        void M(BlockMap map)
        {
            Extent extent = map.FindExtent(1);
            map.Clear();
            extent = map.FindExtent(1);
            extent.Read(default);
        }
        """,
        """
        void M(BlockMap map, BlockMap other)
        {
            Extent extent = map.FindExtent(1);
            other.Clear();
            extent.Read(default);
        }
        """,
        """
        void M(BlockMap map)
        {
            Extent extent = map.FindExtent(1);
            map.Flush();
            extent.Read(default);
        }
        """,
        """
        void M(BlockMap map)
        {
            Extent extent = map.First;

            // Perhaps behind the extent.
            map.Cut(4096);
            extent.Read(default);
        }
        """,
        """
        void M(BlockMap map, bool isShort)
        {
            Extent extent = map.FindExtent(1);
            if (isShort)
            {
                map.Clear();
            }

            extent.Read(default);
        }
        """,
        """
        void M(BlockMap map)
        {
            map.Clear();
            map.First.Read(default);
        }
        """,
        """
        void M(BlockMap map)
        {
            for (long index = 0; index < 4; index++)
            {
                Extent extent = map.FindExtent(index);
                extent.Read(default);
                map.Clear();
            }
        }
        """,
        """
        void M(BlockMap map)
        {
            Extent? extent = map.FindExtent(1);
            map.Clear();
            extent = null;
            Console.WriteLine(extent);
        }
        """,
        """
        void M(AopKit.AddressSpace<Note> space)
        {
            using AopKit.PagePin<Note> pin = space.Pin(new(0));
            space.Discard();

            // A page that left under a pin stays readable.
            Console.WriteLine(pin.Bytes[0]);
        }
        """,
        """
        void M(BlockMap map, Extent extent)
        {
            map.Clear();
            extent.Read(default);
        }
        """,
        """
        void M(BlockMap map)
        {
            Extent extent = map.FindExtent(1);
            map.Clear();
            map = new BlockMap();
            extent = map.First;
            Console.WriteLine(extent.Start);
        }
        """,
        """
        // <auto-generated/>
        void M(BlockMap map)
        {
            long block = map.Find(2) + map.Find(3);
            map.Clear();
            Console.WriteLine(map.Find(1) + block);
        }
        """,
        """
        // broken
        void M(BlockMap map)
        {
            Extent extent = map.FindExtent(;
            map.Clear(
            extent..Read(default);
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP1008_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP1008_Clean_IsSilent(string source) => Verify.FlowRules(source);

    [Fact]
    public Task AOP1008_PartOfTheMap_ReportsWhenAskedForMaybe() => Verify.Analyzer<LifetimeFlowAnalyzer>(
        """
        void M(BlockMap map)
        {
            Extent extent = map.FindExtent(1);
            map.Cut(4096);
            {|AOP1008:extent|}.Read(default);
        }
        """,
        "aopkit_confidence = maybe");
}
