namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K04_StartTakenForWholePage
{
    public static KernelBug Bug { get; } = new(
        "K04",
        "btrfs, bcd77455d590",
        "Invalidation looked only at where the range began: bytes 0 to 53248 of 65536 passed for the whole "
        + "page, and the dirty tail lost its metadata.",
        Catcher.Analyzer,
        "AOP4007")
    {
        Buggy =
            """
            sealed class Subpage
            {
                public ulong DirtyBlocks;
            }

            sealed class SubpageOperations : IInvalidatePage<Subpage>
            {
                public void InvalidatePage(LockedPage<Subpage> page, ByteRange range)
                {
                    if (range.Start != 0)
                    {
                        return;
                    }

                    page.Detach();
                }
            }
            """,
        Fixed =
            """
            sealed class Subpage
            {
                public ulong DirtyBlocks;
            }

            sealed class SubpageOperations : IInvalidatePage<Subpage>
            {
                public void InvalidatePage(LockedPage<Subpage> page, ByteRange range)
                {
                    if (range.IsWholePage)
                    {
                        page.Detach();
                    }
                }
            }
            """,
        NearMiss =
            """
            sealed class Subpage
            {
                public ulong DirtyBlocks;
            }

            sealed class SubpageOperations : IInvalidatePage<Subpage>
            {
                public void InvalidatePage(LockedPage<Subpage> page, ByteRange range)
                {
                    if (range.Start != 0 || range.Length < range.PageSize)
                    {
                        return;
                    }

                    page.Detach();
                }
            }
            """,
    };
}
