namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K05_BufferFreedUnderReader
{
    public static KernelBug Bug { get; } = new(
        "K05",
        "btrfs, 594831c4b232",
        "The release path saw one reference, and freed the buffer after somebody else had taken another and "
        + "dirtied it.",
        Catcher.Analyzer,
        "AOP4005")
    {
        Buggy =
            """
            [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
            sealed class ExtentBuffer
            {
                public int Users;

                public bool IsUnderIo;
            }

            sealed class BufferOperations : IReleasePage<ExtentBuffer>
            {
                public ReleaseOutcome ReleasePage(LockedPage<ExtentBuffer> page, in ReleaseContext context)
                {
                    if (page.Metadata is { Users: > 1 } or { IsUnderIo: true })
                    {
                        return ReleaseOutcome.Kept;
                    }

                    page.Detach();
                    return ReleaseOutcome.Released;
                }
            }
            """,
        Fixed =
            """
            [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
            sealed class ExtentBuffer
            {
                public int Users;

                public bool IsUnderIo;
            }

            sealed class BufferOperations : IReleasePage<ExtentBuffer>, IOnRemove<ExtentBuffer>
            {
                private readonly ConcurrentBag<ExtentBuffer> _free = [];

                public ReleaseOutcome ReleasePage(LockedPage<ExtentBuffer> page, in ReleaseContext context) =>
                    page.Metadata is { Users: > 1 } or { IsUnderIo: true } ? ReleaseOutcome.Kept
                    : ReleaseOutcome.Removable;

                // No pin exists any more, so nobody can take a reference in between.
                public void OnRemove(in RemovedPage<ExtentBuffer> page, RemoveReason reason)
                {
                    if (page.Metadata is { } buffer)
                    {
                        _free.Add(buffer);
                    }
                }
            }
            """,
        NearMiss =
            """
            [Lifetime(EndsAt = LifetimeEnd.OnRemove)]
            sealed class ExtentBuffer
            {
                public int Users;
            }

            sealed class BufferOperations : IReleasePage<ExtentBuffer>
            {
                // Frozen: no pin exists and none can be made until this has returned.
                public ReleaseOutcome ReleasePage(LockedPage<ExtentBuffer> page, in ReleaseContext context)
                {
                    if (context.WillRemove != WillRemove.Certain || page.Metadata is { Users: > 1 })
                    {
                        return ReleaseOutcome.Kept;
                    }

                    page.Detach();
                    return ReleaseOutcome.Released;
                }
            }
            """,
    };
}
