using AopKit.Residency;

namespace AopKit.Stress.Tests.Races;

/// <content>Those about what is written, by whom, and what becomes of it when a write fails.</content>
internal static partial class RaceScenarios
{
    private static RaceScenario RedirtyAgainstWriteback(RaceSetting setting) => new(
        "redirty against writeback", setting,
        world => world.Write(1, 1),
        new("writer", world => world.Write(1, 2)),
        new("flush", world =>
        {
            world.Space.Flush();
            world.Expect(world.Client.Disk.ContainsKey(1), "E12: a flush left what was dirty when it began.");
        }))
    {
        Preemptions = setting.Notice == RemoveNotification.AfterUnlock ? 3 : 2,
    };

    private static RaceScenario TruncateAgainstWriteback(RaceSetting setting) => new(
        "truncate against writeback", setting,
        world =>
        {
            Dropping(world);
            world.Write(1, 1);
        },
        new("flush", world => world.Space.Flush()),
        new("truncate", world => world.Space.Truncate(0)));

    private static RaceScenario FailedWriteAgainstWrite(RaceSetting setting) => new(
        "failed write against write", setting,
        world =>
        {
            world.Write(1, 1);
            world.Client.FailingWrites = 1;
        },
        new("writer", world => world.Write(1, 2)),
        new("flush", world =>
        {
            try
            {
                world.Space.Flush();
            }
            catch (WritebackException)
            {
                // As planned.
            }
        }));

    /// <summary>
    /// A page that others write is not dirty; when they have failed it is, and the flush has to know.
    /// </summary>
    private static RaceScenario FlushAgainstFailedWrite(RaceSetting setting) => new(
        "flush against failed write", setting,
        WriteInSpace,
        new("reclaim's write", FailToWrite),
        new("flush", world =>
        {
            try
            {
                world.Space.Flush();
            }
            catch (WritebackException)
            {
                // It tells of the other's failure too.
            }

            world.Expect(world.Client.Disk.ContainsKey(1), "E12: a flush left what only another could not write.");
        }));

    private static RaceScenario TeardownAgainstFailedWrite(RaceSetting setting) => new(
        "teardown against failed write", setting,
        world =>
        {
            Dropping(world);
            WriteInSpace(world);
        },
        new("reclaim's write", FailToWrite),
        new("teardown", world =>
        {
            world.Space.Dispose();
            world.Expect(world.Client.Disk.ContainsKey(1), "E12: a teardown dropped what it could have written.");
        }));

    private static void WriteInSpace(RaceWorld world)
    {
        world.Tool = world.Cache.Parts.Store.Spaces[0];
        world.Write(1, 1);
    }

    /// <summary>What reclaim and the flusher do with a dirty page, on a thread whose writes fail.</summary>
    private static void FailToWrite(RaceWorld world)
    {
        world.Client.FailingThread = Thread.CurrentThread;
        world.Cache.Parts.Flusher.TryWriteRun((Space)world.Tool!, 1);
    }
}
