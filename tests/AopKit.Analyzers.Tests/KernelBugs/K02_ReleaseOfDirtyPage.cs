namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K02_ReleaseOfDirtyPage
{
    public static KernelBug Bug { get; } = new(
        "K02",
        "netfs, 7dfc8f0c6144",
        "Release agreed for a dirty page when a large page was split; what was not yet written lost the state "
        + "that its writeback needed.",
        Catcher.Analyzer,
        "AOP4006")
    {
        Buggy =
            """
            [UnwrittenState]
            sealed class WriteGroup
            {
                public int Bytes;
            }

            sealed class NetOperations : IReleasePage<WriteGroup>
            {
                public ReleaseOutcome ReleasePage(LockedPage<WriteGroup> page, in ReleaseContext context)
                {
                    page.Detach();
                    return ReleaseOutcome.Released;
                }
            }
            """,
        Fixed =
            """
            [UnwrittenState]
            sealed class WriteGroup
            {
                public int Bytes;
            }

            sealed class NetOperations : IReleasePage<WriteGroup>
            {
                public ReleaseOutcome ReleasePage(LockedPage<WriteGroup> page, in ReleaseContext context)
                {
                    if (page.IsDirty)
                    {
                        return ReleaseOutcome.Kept;
                    }

                    page.Detach();
                    return ReleaseOutcome.Released;
                }
            }
            """,
        NearMiss =
            """
            sealed class ReadAhead
            {
                public int Pages;
            }

            sealed class NetOperations : IReleasePage<ReadAhead>
            {
                // What is known about reading has nothing to do with what is still to be written.
                public ReleaseOutcome ReleasePage(LockedPage<ReadAhead> page, in ReleaseContext context)
                {
                    page.Detach();
                    return ReleaseOutcome.Released;
                }
            }
            """,
    };
}
