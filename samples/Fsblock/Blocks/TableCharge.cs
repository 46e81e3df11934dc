namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>
/// Declares to the cache what a shrinker's table takes (E14). Settled between operations, when no lock and no page is
/// held, because a growing charge may start reclaim; so the table may be ahead of its charge by what one operation
/// adds.
/// </summary>
internal sealed class TableCharge(PageCache cache, IShrinkableTable table, string name) : IDisposable
{
    // Smaller steps would cost more than they tell.
    private const long StepBytes = 4096;

    private readonly ShrinkerRegistration _registration =
        cache.RegisterShrinker(table, new ShrinkerOptions { Name = name });

    private readonly Lock _settling = new();
    private long _declared;

    /// <summary>Declares what has changed, unless another thread is about to.</summary>
    public void Settle()
    {
        if (Math.Abs(table.SizeBytes - Interlocked.Read(ref _declared)) < StepBytes || !_settling.TryEnter())
        {
            return;
        }

        try
        {
            long change = table.SizeBytes - _declared;
            if (change < 0)
            {
                _registration.Refund(-change);
            }
            else
            {
                _registration.Charge(change);
            }

            Interlocked.Add(ref _declared, change);
        }
        catch (BudgetExceededException)
        {
            // There is no room for it: what the table holds can be found again, and so it goes.
            table.Scan(long.MaxValue, new ShrinkContext(Priority: 0, MayBlock: false, MayEnterFileSystem: false));
        }
        finally
        {
            _settling.Exit();
        }
    }

    /// <summary>Ends the registration, and gives back what is declared.</summary>
    public void Dispose() => _registration.Dispose();
}
