using AopKit.Benchmarks.Peers.Limits;
using AopKit.Benchmarks.Peers.Measuring;

namespace AopKit.Benchmarks.Peers.Suites;

/// <summary>What this machine can do at all, to be held against every other figure of the run.</summary>
internal static class LimitSuite
{
    public const string Group = "Limits of the machine";

    public static void Run(PeersRun run)
    {
        // Two words that cannot lie in one cache line, and one that is shared.
        long[] own = new long[32];
        long[] shared = new long[32];
        using var chain = new PageChain(run.Scale.ResidentPages);
        using var small = new PageChain(pageCount: 1);
        run.Compete(Group,
        [
            new EmptyLoop("empty loop"),
            new LockedAdd("locked add, one thread", own),
            new ParallelContestant(
                "locked add, two threads, one word", new LockedAdd("", shared), new LockedAdd("", shared)),
            new DependentMiss($"dependent miss, one load in each of {run.Scale.ResidentPages} pages", chain),
            new PageMove("4 KiB copied, hot", small, hot: true),
            new PageMove($"4 KiB copied, cold, out of {run.Scale.ResidentPages} pages", chain, hot: false),
        ]);
    }
}
