using System.Text;
using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>What each callback saw, in order, on a small workload: the story of this client as a snapshot.</summary>
public sealed class WalkThroughTests
{
    [Fact]
    public Task Story_ReleasePageUnderClassic_LosesAMarkOfAPageThatStays() =>
        Verifier.Verify(StoryOf(Placement.ReleasePage, ReleaseProtocol.Classic));

    [Fact]
    public Task Story_ReleasePageUnderTwoPhase_AbortsInstead() =>
        Verifier.Verify(StoryOf(Placement.ReleasePage, ReleaseProtocol.TwoPhase));

    [Fact]
    public Task Story_OnRemove_EndsTheStateWhenThePageHasGone() =>
        Verifier.Verify(StoryOf(Placement.OnRemove, ReleaseProtocol.Prechecked));

    [Fact]
    public Task Story_AddressSpace_KeepsTheStateBeyondThePage() =>
        Verifier.Verify(StoryOf(Placement.AddressSpace, ReleaseProtocol.Prechecked));

    private static string StoryOf(Placement placement, ReleaseProtocol protocol)
    {
        var story = new StringBuilder();
        Tell(story, placement, protocol);
        return story.ToString();
    }

    private static void Tell(StringBuilder story, Placement placement, ReleaseProtocol protocol)
    {
        using var device = new OverlayDevice(ImageFile.Open(BundledImages.PathOf("ext2-b1024-indirect")));
        using PageCache cache = TestCache.Of(256, 4096);
        using Ext2FileSystem fileSystem = Ext2FileSystem.Open(device, cache, new Ext2Options
        {
            Placement = placement,
            ReleaseProtocol = protocol,
            Trace = line => story.AppendLine($"    {line}"),
            Time = new FixedTime(),
        });
        Say("open frag0.bin");
        using (Ext2File file = fileSystem.OpenFile("frag0.bin"))
        {
            // The second block of the file lies far from the first.
            var page = new PageIndex(0);
            Say("mark page 0");
            file.WalkBlocks(page);
            Say("evict page 0 while somebody holds it");
            using (PagePin<PageBlocks> pin = file.Space.Pin(page))
            {
                file.Space.TryEvict(page);
            }

            Say("consume the marks of page 0");
            Say($"    marks found: {file.ConsumeMarks(page)}");
            Say("mark page 0 again, evict it, and look for the mark");
            file.WalkBlocks(page);
            file.Space.TryEvict(page);
            Say($"    marks found: {file.ConsumeMarks(page)}");
            Say("write 3000 bytes at 9000");
            file.Write(9000, new byte[3000]);
            Say("strip page 2, which is dirty");
            file.Space.Strip(new PageRange(new PageIndex(2), 1));
            Say("flush");
            fileSystem.Flush();
            Say("cut to 10000 bytes");
            file.SetLength(10_000);
        }

        Say("close");
        fileSystem.CloseIdleInodes();
        Say("end");

        void Say(string what) => story.AppendLine(what);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2009, 2, 28, 11, 28, 58, TimeSpan.Zero);
    }
}
