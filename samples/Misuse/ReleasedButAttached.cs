using AopKit;

// AOP4001: says that the metadata is off the page, and has not taken it off.
sealed class HastyOperations : IReleasePage<object>
{
    public ReleaseOutcome ReleasePage(LockedPage<object> page, in ReleaseContext context) => ReleaseOutcome.Released;
}
