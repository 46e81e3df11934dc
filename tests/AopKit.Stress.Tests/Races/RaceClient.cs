using AopKit.Testing;

namespace AopKit.Stress.Tests.Races;

/// <summary>
/// A client whose callbacks stop half way, so that others can come between, and that says what it sees wrong.
/// </summary>
internal abstract class RaceClient(RaceWorld world)
{
    private readonly HashSet<long> _promised = [];
    private readonly HashSet<long> _removed = [];
    private readonly HashSet<long> _leaving = [];
    private readonly HashSet<long> _invalidated = [];
    private bool _hasEnded;

    /// <summary>What the device holds: the version of each page.</summary>
    public Dictionary<long, int> Disk { get; } = [];

    /// <summary>Generations of the pages whose OnRemove has run.</summary>
    public IReadOnlySet<long> Removed => _removed;

    public int ReadCount { get; private set; }

    /// <summary>How many fills are still to fail.</summary>
    public int FailingReads { get; set; }

    public int FailingWrites { get; set; }

    /// <summary>The thread whose writes all fail.</summary>
    public Thread? FailingThread { get; set; }

    public bool AttachesOnRead { get; set; } = true;

    public void ReadPage(FillPage<RaceMark> page)
    {
        Begin(nameof(ReadPage));
        ReadCount++;
        world.Expect(
            !world.IsBeforeUnlock || !_leaving.Contains(page.Index.Value),
            $"E3: page {page.Index} is filled while its OnRemove runs.");
        world.Expect(page.Bytes[0] == 0 && page.Bytes[^1] == 0, $"E21: page {page.Index} is not zero before its fill.");
        page.Bytes.Fill(0xEE);
        RaceExplorer.Point(this);
        if (FailingReads > 0)
        {
            FailingReads--;
            throw new IOException("The fill fails, as planned.");
        }

        page.Bytes.Fill(RaceWorld.Content(page.Index.Value, Disk.GetValueOrDefault(page.Index.Value)));
        if (AttachesOnRead)
        {
            page.Attach(world.MakeMark());
        }
    }

    public void WritePages(WriteBatch<RaceMark> batch)
    {
        Begin(nameof(WritePages));
        for (int position = 0; position < batch.Count; position++)
        {
            WritePage<RaceMark> page = batch[position];
            RaceExplorer.Point(this);
            if (FailingWrites > 0 || Thread.CurrentThread == FailingThread)
            {
                FailingWrites = Math.Max(0, FailingWrites - 1);
                throw new IOException("The write fails, as planned.");
            }

            // Of a page that is being changed the older half counts: it must be written once more.
            Disk[page.Index.Value] = world.VersionIn(page.Bytes[^1], page.Index.Value);
        }
    }

    public ReleaseOutcome ReleasePage(LockedPage<RaceMark> page, in ReleaseContext context)
    {
        Begin(nameof(ReleasePage));
        world.Expect(
            !page.IsDirty || context.Reason == ReleaseReason.Strip, $"E5: page {page.Index} is asked for while dirty.");
        RaceExplorer.Point(this);
        if (world.Setting.Answer == ReleaseOutcome.Released)
        {
            world.NoteRelease(page.Generation);
            page.Detach()?.End(nameof(ReleasePage));
        }

        return world.Setting.Answer;
    }

    public ReleaseOutcome PrepareRelease(LockedPage<RaceMark> page, in ReleaseContext context)
    {
        Begin(nameof(PrepareRelease));
        RaceExplorer.Point(this);
        if (world.Setting.Answer == ReleaseOutcome.Released)
        {
            world.Expect(_promised.Add(page.Generation), $"E8: page {page.Index} is prepared twice.");
        }

        return world.Setting.Answer;
    }

    public void CommitRelease(LockedPage<RaceMark> page)
    {
        Begin(nameof(CommitRelease));
        world.Expect(_promised.Remove(page.Generation), $"E8: page {page.Index} is committed without a promise.");
        RaceExplorer.Point(this);
        page.Detach()?.End(nameof(CommitRelease));
    }

    public void AbortRelease(LockedPage<RaceMark> page)
    {
        Begin(nameof(AbortRelease));
        world.Expect(_promised.Remove(page.Generation), $"E8: page {page.Index} is aborted without a promise.");
    }

    public void InvalidatePage(LockedPage<RaceMark> page, ByteRange range)
    {
        Begin(nameof(InvalidatePage));
        RaceExplorer.Point(this);
        _invalidated.Add(page.Generation);
    }

    public void OnRemove(in RemovedPage<RaceMark> page, RemoveReason reason)
    {
        Begin(nameof(OnRemove));
        long index = page.Index.Value;
        world.Expect(_removed.Add(page.Generation), $"E1: page {index} has a second OnRemove.");
        world.Expect(
            reason is not (RemoveReason.Truncated or RemoveReason.TornDown) || _invalidated.Contains(page.Generation),
            $"E9: page {index} leaves ({reason}) without InvalidatePage.");
        world.ExpectNoPin(page.Generation, index);
        _leaving.Add(index);
        byte first = page.Bytes[0];
        RaceExplorer.Point(this);
        world.Expect(
            page.Bytes[^1] == first && (reason == RemoveReason.FillFailed || RaceWorld.IsOf(first, index)),
            $"E2: in OnRemove page {index} has other bytes.");
        page.Metadata?.End(nameof(OnRemove));
        _leaving.Remove(index);
    }

    public ReleaseOutcome Release(AddressSpace<RaceMark> space, ReleaseMode mode)
    {
        Begin(nameof(Release));
        world.Expect(_leaving.Count == 0, "E10: the final release comes while an OnRemove runs.");
        RaceExplorer.Point(this);
        _hasEnded = true;
        return ReleaseOutcome.Released;
    }

    private void Begin(string callback) =>
        world.Expect(!_hasEnded, $"E10: {callback} is called after the final Release.");
}

internal sealed class PlainRaceClient(RaceWorld world) : RaceClient(world),
    IAddressSpaceOperations<RaceMark>, IWritePages<RaceMark>, IReleasePage<RaceMark>, IInvalidatePage<RaceMark>,
    IReleaseAddressSpace<RaceMark>, IOnRemove<RaceMark>;

/// <summary>A client of another space, whose pages look like nobody else's.</summary>
internal sealed class OtherRaceClient : IAddressSpaceOperations<RaceMark>
{
    public void ReadPage(FillPage<RaceMark> page) => page.Bytes.Fill(0xFF);
}

internal sealed class TwoPhaseRaceClient(RaceWorld world) : RaceClient(world),
    IAddressSpaceOperations<RaceMark>, IWritePages<RaceMark>, IPrepareRelease<RaceMark>, IInvalidatePage<RaceMark>,
    IReleaseAddressSpace<RaceMark>, IOnRemove<RaceMark>;
