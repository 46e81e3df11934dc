using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.KeptPastRelease;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class LookUpAgainTests
{
    [Fact]
    public Task Mapping_IsLookedUpAgain() => VerifyFix.Changes<LookUpAgain>(
        """
        void M(BlockMap map, long index)
        {
            Extent extent = map.FindExtent(index);
            // The file is empty now.
            map.Clear();

            {|AOP1008:extent|}.Read(default);
        }
        """,
        """
        void M(BlockMap map, long index)
        {
            Extent extent = map.FindExtent(index);
            // The file is empty now.
            map.Clear();
            extent = map.FindExtent(index);

            extent.Read(default);
        }
        """);

    [Fact]
    public Task AllMappings_AreLookedUpAgain() => VerifyFix.Changes<LookUpAgain>(
        """
        long M(BlockMap map)
        {
            var extent = map.First;
            map.Clear();
            Console.WriteLine({|AOP1008:extent|}.Start);
            long block = map.Find(1);
            map.Clear();
            return {|AOP1008:block|} + 1;
        }
        """,
        """
        long M(BlockMap map)
        {
            var extent = map.First;
            map.Clear();
            extent = map.First;
            Console.WriteLine(extent.Start);
            long block = map.Find(1);
            map.Clear();
            block = map.Find(1);
            return block + 1;
        }
        """);

    [Fact]
    public Task LookupByWhatHasChanged_OffersNothing() => VerifyFix.OffersNothing<LookUpAgain>(
        """
        void M(BlockMap map, long index)
        {
            Extent extent = map.FindExtent(index++);
            map.Clear();
            {|AOP1008:extent|}.Read(default);
        }
        """);

    [Fact]
    public Task AnotherName_OffersNothing() => VerifyFix.OffersNothing<LookUpAgain>(
        "void M(BlockMap map) { Extent a = map.First, b = a; map.Clear(); {|AOP1008:b|}.Read(default); }");
}
