using System.Text;
using AopKit.Frames;
using AopKit.Residency;

namespace AopKit.Diagnostics;

/// <summary>
/// Tells in readable text what the engine knows of a page: for a debugger's window, a log, or the message of a failed
/// test. What changes meanwhile may be told half before and half after.
/// </summary>
internal sealed class PageDescriber(PageStore store)
{
    private static readonly (long Bit, string Name)[] s_bits =
    [
        (FrameState.Uptodate, "uptodate"), (FrameState.Dirty, "dirty"), (FrameState.Writeback, "writeback"),
        (FrameState.Locked, "locked"), (FrameState.Frozen, "frozen"), (FrameState.Unlinked, "unlinked"),
        (FrameState.Waiters, "waiters"), (FrameState.Noted, "noted"),
    ];

    /// <summary>Describes a page in several lines.</summary>
    public string Describe(Space space, long index)
    {
        long slot = space.Index.ReadSlot(index);
        var text = new StringBuilder($"page {index} of '{space.Name}' (space {space.Id})\n");
        text.Append("  slot       ").Append(SlotOf(slot)).Append('\n');
        if (!IndexSlot.IsTaken(slot))
        {
            return text.ToString();
        }

        int frame = IndexSlot.Frame(slot);
        FrameHeader header = store.Frames.Header(frame);
        text.Append("  state      ").Append(StateOf(header.State)).Append('\n');
        text.Append("  tags       ").Append(TagsOf(space, index)).Append('\n');
        text.Append("  metadata   ").Append(MetadataOf(frame)).Append('\n');
        text.Append($"  generation {header.Generation}, stamp {header.Stamp}\n");
        return text.ToString();
    }

    /// <summary>Describes a page in one line.</summary>
    public string Line(Space space, long index)
    {
        long slot = space.Index.ReadSlot(index);
        return IndexSlot.IsTaken(slot)
            ? $"{index}: {SlotOf(slot)}; {StateOf(store.Frames.State(IndexSlot.Frame(slot)))}; "
                + $"metadata {MetadataOf(IndexSlot.Frame(slot))}"
            : $"{index}: {SlotOf(slot)}";
    }

    private static string SlotOf(long slot) =>
        IndexSlot.IsResident(slot) ? $"resident in frame {IndexSlot.Frame(slot)}"
        : IndexSlot.IsLeaving(slot) ? $"leaving frame {IndexSlot.Frame(slot)}"
        : IndexSlot.IsShadow(slot) ? $"shadow, stamp {IndexSlot.Stamp(slot)}"
        : "empty";

    private static string StateOf(long word)
    {
        string bits = string.Join(", ", s_bits.Where(bit => FrameState.Has(word, bit.Bit)).Select(bit => bit.Name));
        long frequency = (word & FrameState.FrequencyMask) >> FrameState.FrequencyShift;
        return $"{(bits.Length == 0 ? "none" : bits)}; pins {FrameState.Pins(word)}, frequency {frequency}, "
            + $"version {FrameState.Version(word) >> FrameState.VersionShift}";
    }

    private static string TagsOf(Space space, long index)
    {
        using (space.Gate.Enter())
        {
            string[] tags =
            [
                .. new[] { IndexTag.Dirty, IndexTag.Writeback }
                    .Where(tag => space.Index.TryNextTagged(index, tag, out long tagged) && tagged == index)
                    .Select(tag => tag.ToString().ToLowerInvariant()),
            ];
            return tags.Length == 0 ? "none" : string.Join(", ", tags);
        }
    }

    private string MetadataOf(int frame) =>
        store.Frames.Metadata(frame) is { } metadata
            ? $"{metadata.GetType().Name}, {store.Frames.Notes.ChargeBytes(frame)} bytes charged"
            : "none";
}
