namespace AopKit.Analyzers.Tests.KernelBugs;

/// <summary>No rule can know what a number means; that a full drain leaves nothing counted can be tried.</summary>
internal static class K12_ShrinkerCountsWhatItKeeps
{
    private const string Drain =
        """

        static class Scenario
        {
            public static long Run()
            {
                using PageCache cache = new(new PageCacheOptions { BudgetBytes = 4 << 20, Checks = Checks.Full });
                BufferCache buffers = new();
                using ShrinkerRegistration registration = cache.RegisterShrinker(buffers);
                while (cache.Shrink() > 0)
                {
                }

                return buffers.Count(default);
            }
        }
        """;

    public static KernelBug Bug { get; } = new(
        "K12",
        "dm-bufio, fbc7c07ec23c",
        "Scan compared what was asked for with the number to keep, and Count counted what is never given: "
        + "reclaim asked again and again for nothing.",
        Catcher.EngineTest,
        "objects still counted after the shrinker was asked until it gave nothing")
    {
        Buggy =
            """
            sealed class BufferCache : IShrinker
            {
                private const long Retained = 200;
                private long _size = 1000;

                public long Count(in ShrinkContext context) => _size;

                public ShrinkResult Scan(long objectCount, in ShrinkContext context)
                {
                    long freed = 0;
                    while (objectCount - freed > Retained)
                    {
                        freed++;
                    }

                    _size -= freed;
                    return ShrinkResult.Freed(freed);
                }
            }
            """ + Drain,
        Fixed =
            """
            sealed class BufferCache : IShrinker
            {
                private const long Retained = 200;
                private long _size = 1000;

                public long Count(in ShrinkContext context) => Math.Max(0, _size - Retained);

                public ShrinkResult Scan(long objectCount, in ShrinkContext context)
                {
                    long freed = Math.Min(objectCount, Count(context));
                    _size -= freed;
                    return ShrinkResult.Freed(freed);
                }
            }
            """ + Drain,
        NearMiss =
            """
            sealed class BufferCache : IShrinker
            {
                private long _size = 1000;

                public long Count(in ShrinkContext context) => _size;

                // Gives half of what it is asked for; the rest is asked for again.
                public ShrinkResult Scan(long objectCount, in ShrinkContext context)
                {
                    long freed = Math.Min((objectCount + 1) / 2, _size);
                    _size -= freed;
                    return ShrinkResult.Freed(freed);
                }
            }
            """ + Drain,
    };
}
