using AopKit.Residency;

namespace AopKit.Stress.Tests.Races;

/// <summary>The races that the engine's protocol stands or falls with.</summary>
internal static partial class RaceScenarios
{
    private const int SmallPages = 17;

    private static readonly PageRange s_all = new(new PageIndex(0), 16);

    public static IReadOnlyList<RaceScenario> All { get; } =
    [
        .. RaceSetting.All.Select(LookupAgainstFreeze),
        .. RaceSetting.Hot.Select(LookupAgainstFreeze),
        .. RaceSetting.Notices.Select(LookupAgainstReuse),
        .. RaceSetting.Hot.Select(LookupAgainstReuse),
        .. RaceSetting.Notices.Select(FillAgainstTruncate),
        .. RaceSetting.Notices.Select(FillAgainstFill),
        .. RaceSetting.Notices.Select(FailedFillAgainstLookup),
        CancelledWaiterAgainstFill(RaceSetting.Plain),
        .. RaceSetting.Protocols.Select(ReleaseAgainstPin),
        .. RaceSetting.Protocols.Select(DirtyAgainstFreeze),
        .. RaceSetting.All.Select(TwoRemovers),
        .. RaceSetting.Notices.Select(TwoDrops),
        .. RaceSetting.Notices.Select(ReplaceAgainstEvict),
        .. RaceSetting.Notices.Select(TeardownAgainstLastPin),
        .. RaceSetting.Notices.Select(TeardownAgainstFill),
        UnregisterAgainstScan(RaceSetting.Plain),
        ResizeAgainstLookup(RaceSetting.Plain),
        ResizeAgainstWrite(RaceSetting.Plain),
        .. RaceSetting.Notices.Select(RedirtyAgainstWriteback),
        .. RaceSetting.Notices.Select(TruncateAgainstWriteback),
        FailedWriteAgainstWrite(RaceSetting.Plain),
        FlushAgainstFailedWrite(RaceSetting.Plain),
        TeardownAgainstFailedWrite(RaceSetting.Plain),
        UnpinnedReadAgainstWrite(RaceSetting.Plain),
        UnpinnedReadAgainstReuse(RaceSetting.Plain),
        .. RaceSetting.Checked.Select(UnpinnedReadAgainstReuse),
        .. RaceSetting.Hot.Select(UnpinnedCopyAgainstReuse),
        .. RaceSetting.Protocols.Select(AttachAgainstEvict),
        ReleaseOfSpaceAgainstFill(RaceSetting.Plain),
        .. RaceSetting.Protocols.Select(RefusalAgainstPin),
        .. RaceSetting.Notices.Select(WriteAgainstTruncate),
        .. RaceSetting.Hot.Select(WriteAgainstTruncate),
        .. RaceSetting.Notices.Select(RemovalAgainstFill),
        LookupAgainstOtherSpace(RaceSetting.Plain),
        .. RaceSetting.Hot.Select(LookupAgainstOtherSpace),
        ReclaimAgainstLookup(RaceSetting.Plain),
    ];

    private static RaceScenario LookupAgainstFreeze(RaceSetting setting) => new(
        "lookup against freeze", setting, Cache(1),
        new("lookup", world => world.Read(1)),
        new("evict", world => world.Space.TryEvict(new(1))));

    private static RaceScenario LookupAgainstReuse(RaceSetting setting) => new(
        "lookup against reuse", setting, Cache(1),
        new("lookup", world => world.TryRead(1)),
        new("reuse", world =>
        {
            world.Space.TryEvict(new(1));
            world.Read(2);
        }))
    {
        Preemptions = setting.IsHot ? 3 : 2,
    };

    private static RaceScenario FillAgainstTruncate(RaceSetting setting) => new(
        "fill against truncate", setting, Dropping,
        new("fill", world => world.Read(1)),
        new("truncate", world => world.Space.Truncate(0)));

    private static RaceScenario FillAgainstFill(RaceSetting setting) => new(
        "fill against fill", setting,
        world => world.AtEnd = () => world.Expect(
            world.Client.ReadCount <= 1 + world.Client.Removed.Count, "E11: a page was read twice for one insertion."),
        new("fill", world => world.Read(1)),
        new("waiter", world => world.Read(1)),
        new("evict", world => world.Space.TryEvict(new(1))))
    {
        Preemptions = setting.Notice == RemoveNotification.AfterUnlock ? 2 : 1,
    };

    private static RaceScenario FailedFillAgainstLookup(RaceSetting setting) => new(
        "failed fill against lookup", setting, world => world.Client.FailingReads = 1,
        new("fill", ReadOrFail),
        new("waiter", ReadOrFail));

    private static RaceScenario CancelledWaiterAgainstFill(RaceSetting setting) => new(
        "cancelled waiter against fill", setting, world => world.Tool = new CancellationTokenSource(),
        new("fill", world => world.Read(1)),
        new("waiter", world =>
        {
            try
            {
                world.Space.Pin(new(1), ((CancellationTokenSource)world.Tool!).Token).Dispose();
            }
            catch (OperationCanceledException)
            {
                // One of the two things that may happen.
            }
        }),
        new("cancel", world => ((CancellationTokenSource)world.Tool!).Cancel()));

    private static RaceScenario ReleaseAgainstPin(RaceSetting setting) => new(
        "release against pin", setting, Cache(1),
        new("pin", world =>
        {
            world.Read(1);
            world.Read(1);
        }),
        new("evict", world => world.Space.TryEvict(new(1))));

    private static RaceScenario DirtyAgainstFreeze(RaceSetting setting) => new(
        "dirty against freeze", setting, Cache(1),
        new("writer", world => world.Write(1, 1)),
        new("evict", world => world.Space.TryEvict(new(1))));

    private static RaceScenario TwoRemovers(RaceSetting setting) => new(
        "two removers", setting, DropFrom(1),
        new("evict", world => world.Space.TryEvict(new(1))),
        new("truncate", world => world.Space.Truncate(0)));

    private static RaceScenario TwoDrops(RaceSetting setting) => new(
        "two drops under a pin", setting, DropFrom(1),
        new("truncate", world => world.Space.Truncate(0)),
        new("invalidate", world => world.Space.Invalidate(s_all)),
        new("pin", world => world.TryRead(1)))
    {
        Preemptions = setting.Notice == RemoveNotification.AfterUnlock ? 2 : 1,
    };

    private static RaceScenario ReplaceAgainstEvict(RaceSetting setting) => new(
        "replace against evict", setting, DropFrom(1),
        new("replace", world =>
        {
            byte[] content = new byte[RaceWorld.PageSize];
            content.AsSpan().Fill(RaceWorld.Content(1, 3));
            world.Space.Replace(new(1), content, dirty: true);
        }),
        new("evict", world => world.Space.TryEvict(new(1))),
        new("pin", world => world.TryRead(1)));

    private static RaceScenario TeardownAgainstLastPin(RaceSetting setting) => new(
        "teardown against last removal", setting, DropFrom(1),
        new("pin", UntilClosed(world => world.Read(1))),
        new("teardown", world => world.Space.Dispose()));

    private static RaceScenario TeardownAgainstFill(RaceSetting setting) => new(
        "teardown against fill", setting, Dropping,
        new("fill", UntilClosed(world => world.Read(1))),
        new("teardown", world => world.Space.Dispose()));

    private static RaceScenario UnregisterAgainstScan(RaceSetting setting) => new(
        "unregister against scan", setting,
        world =>
        {
            var shrinker = new RaceShrinker(world);
            world.Tool = (shrinker, world.Cache.RegisterShrinker(shrinker));
        },
        new("shrink", world => world.Cache.Shrink()),
        new("unregister", world =>
        {
            (RaceShrinker shrinker, ShrinkerRegistration registration) =
                ((RaceShrinker, ShrinkerRegistration))world.Tool!;
            registration.Dispose();
            shrinker.End();
        }));

    private static RaceScenario ResizeAgainstLookup(RaceSetting setting) => new(
        "resize against lookup", setting, HighFrame,
        new("lookup", world => world.Read(1)),
        new("resize", Shrink));

    private static RaceScenario ResizeAgainstWrite(RaceSetting setting) => new(
        "resize against write", setting, HighFrame,
        new("writer", world => world.Write(1, 1)),
        new("resize", Shrink));

    private static RaceScenario AttachAgainstEvict(RaceSetting setting) => new(
        "attach against evict", setting,
        world =>
        {
            world.Client.AttachesOnRead = false;
            world.Read(1);
        },
        new("attach", Attach),
        new("attach too", Attach),
        new("evict", world => world.Space.TryEvict(new(1))));

    private static RaceScenario ReleaseOfSpaceAgainstFill(RaceSetting setting) => new(
        "release of a space against fill", setting, Dropping,
        new("fill", UntilClosed(world => world.Read(1))),
        new("release", world => world.Space.TryRelease()));

    private static RaceScenario RefusalAgainstPin(RaceSetting setting) => new(
        "refusal against pin", setting with { Answer = ReleaseOutcome.Kept }, Cache(1),
        new("pin", world => world.Read(1)),
        new("evict", world => world.Space.TryEvict(new(1))));

    private static RaceScenario WriteAgainstTruncate(RaceSetting setting) => new(
        "write against truncate and refill", setting, DropFrom(1),
        new("writer", world => world.Write(1, 1)),
        new("truncate", world =>
        {
            world.Space.Truncate(0);
            world.TryRead(1);
            world.Read(1);
        }));

    private static RaceScenario RemovalAgainstFill(RaceSetting setting) => new(
        "removal against fill of another", setting, Cache(1),
        new("evict", world => world.Space.TryEvict(new(1))),
        new("fill", world =>
        {
            world.Read(2);
            world.Read(1);
        }));

    private static RaceScenario ReclaimAgainstLookup(RaceSetting setting) => new(
        "reclaim against lookup", setting,
        world =>
        {
            world.Read(1);
            world.Read(2);
        },
        new("lookup", world =>
        {
            world.TryRead(1);
            world.TryRead(2);
        }),
        new("reclaim", world => world.Cache.Reclaim(1)));

    private static Action<RaceWorld> Cache(long index) => world => world.Warm(index);

    private static void Dropping(RaceWorld world) => world.DropsContent = true;

    private static Action<RaceWorld> DropFrom(long index) => world =>
    {
        world.DropsContent = true;
        world.Warm(index);
    };

    /// <summary>One page, in a frame that a smaller cache does not have.</summary>
    private static void HighFrame(RaceWorld world)
    {
        const int Others = 32;
        for (int other = 0; other < SmallPages; other++)
        {
            world.Space.Pin(new(Others + other)).Dispose();
        }

        world.Read(1);
        int frame = IndexSlot.Frame(world.Cache.Parts.Store.Spaces[0].Index.ReadSlot(1));
        world.Expect(frame >= SmallPages - 1, $"The page lies in frame {frame}, where the resize will not move it.");
        world.Space.Invalidate(new PageRange(new(Others), SmallPages));
    }

    private static void Shrink(RaceWorld world)
    {
        try
        {
            world.Cache.Resize(SmallPages * RaceWorld.PageSize);
        }
        catch (BudgetExceededException)
        {
            // The page was in use all the time.
        }
    }

    private static void Attach(RaceWorld world)
    {
        using PagePin<RaceMark> pin = world.Space.Pin(new(1));
        RaceMark candidate = world.MakeMark();
        RaceMark winner = pin.GetOrAttach(candidate);
        if (winner != candidate)
        {
            candidate.End("a lost race");
        }
    }

    private static void ReadOrFail(RaceWorld world)
    {
        try
        {
            world.Read(1);
        }
        catch (IOException)
        {
            // As planned.
        }
    }

    private static Action<RaceWorld> UntilClosed(Action<RaceWorld> action) => world =>
    {
        try
        {
            action(world);
        }
        catch (ObjectDisposedException)
        {
            // The space was gone first.
        }
    };
}
