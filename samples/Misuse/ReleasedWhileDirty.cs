using AopKit;
using AopKit.Lifetimes;

// AOP4006: a page that is only stripped may be dirty, and its writeback needs this.
[UnwrittenState]
sealed class Reservation
{
    public long Blocks { get; set; }
}

sealed class ReservingOperations : IReleasePage<Reservation>
{
    public ReleaseOutcome ReleasePage(LockedPage<Reservation> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}
