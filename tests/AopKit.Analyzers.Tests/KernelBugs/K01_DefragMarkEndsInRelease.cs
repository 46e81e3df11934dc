namespace AopKit.Analyzers.Tests.KernelBugs;

/// <summary>The bug of the mail that started it all.</summary>
internal static class K01_DefragMarkEndsInRelease
{
    public static KernelBug Bug { get; } = new(
        "K01",
        "btrfs, mail of 27 February 2009",
        "The mark that a block needs defragmentation lived in a tree keyed by range; releasepage cleared it, "
        + "and the page stayed.",
        Catcher.Analyzer,
        "AOP4005")
    {
        Buggy =
            """
            sealed class TreeBlock
            {
                public int Level;
            }

            sealed class TreeOperations : IReleasePage<TreeBlock>
            {
                [Lifetime(EndsAt = LifetimeEnd.Owner)]
                private readonly HashSet<PageIndex> _needsDefrag = [];

                public void Mark(PageIndex index) => _needsDefrag.Add(index);

                public bool NeedsDefrag(PageIndex index) => _needsDefrag.Contains(index);

                public ReleaseOutcome ReleasePage(LockedPage<TreeBlock> page, in ReleaseContext context)
                {
                    _needsDefrag.Remove(page.Index);
                    page.Detach();
                    return ReleaseOutcome.Released;
                }
            }
            """,
        Fixed =
            """
            sealed class TreeBlock
            {
                public int Level;
            }

            sealed class TreeOperations : IReleasePage<TreeBlock>, IOnRemove<TreeBlock>
            {
                [Lifetime(EndsAt = LifetimeEnd.Owner)]
                private readonly ConcurrentDictionary<PageIndex, bool> _needsDefrag = new();

                public void Mark(PageIndex index) => _needsDefrag[index] = true;

                // Only the pass that moves the block ends the mark.
                public bool Consume(PageIndex index) => _needsDefrag.TryRemove(index, out _);

                public ReleaseOutcome ReleasePage(LockedPage<TreeBlock> page, in ReleaseContext context) =>
                    ReleaseOutcome.Removable;

                public void OnRemove(in RemovedPage<TreeBlock> page, RemoveReason reason)
                {
                }
            }
            """,
        NearMiss =
            """
            sealed class TreeBlock
            {
                public int Level;
            }

            sealed class TreeOperations : IReleasePage<TreeBlock>
            {
                [Lifetime(EndsAt = LifetimeEnd.Owner)]
                private readonly HashSet<PageIndex> _needsDefrag = [];

                // May be made again at any time, so it may end where the engine asks for the page.
                private readonly HashSet<PageIndex> _checked = [];

                public void Mark(PageIndex index) => _needsDefrag.Add(index);

                public ReleaseOutcome ReleasePage(LockedPage<TreeBlock> page, in ReleaseContext context)
                {
                    if (_needsDefrag.Contains(page.Index))
                    {
                        return ReleaseOutcome.Kept;
                    }

                    _checked.Remove(page.Index);
                    page.Detach();
                    return ReleaseOutcome.Released;
                }
            }
            """,
    };
}
