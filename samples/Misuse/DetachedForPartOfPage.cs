using AopKit;

// AOP4007: a range that begins at the first byte need not be the whole page.
sealed class TrustingOperations : IInvalidatePage<object>
{
    public void InvalidatePage(LockedPage<object> page, ByteRange range)
    {
        if (range.Start == 0)
        {
            page.Detach();
        }
    }
}
