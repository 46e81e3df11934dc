using AopKit;

// AOP4002: refuses, and has taken the metadata off the page that stays.
sealed class RegretfulOperations : IReleasePage<object>
{
    public ReleaseOutcome ReleasePage(LockedPage<object> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Kept;
    }
}
