using AopKit;

// AOP4004: agrees to the move and leaves the metadata on the frame that is given back.
sealed class MovingOperations : IAddressSpaceOperations<object>, IMigratePage<object>
{
    public void ReadPage(FillPage<object> page) => page.Attach(new object());

    public MigrateOutcome MigratePage(LockedPage<object> from, LockedPage<object> to) => MigrateOutcome.Moved;
}
