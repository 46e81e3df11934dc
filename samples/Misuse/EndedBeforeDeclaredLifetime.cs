using System.Collections.Generic;
using AopKit;
using AopKit.Lifetimes;

// AOP4005: the mark is the owner's, and a page that stays loses it: the bug of the mail of 2009.
sealed class DefragOperations : IReleasePage<object>
{
    [Lifetime(EndsAt = LifetimeEnd.Owner)]
    private readonly HashSet<PageIndex> _needsDefrag = [];

    public void Mark(PageIndex index) => _needsDefrag.Add(index);

    public ReleaseOutcome ReleasePage(LockedPage<object> page, in ReleaseContext context)
    {
        _needsDefrag.Remove(page.Index);
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
