namespace AopKit.Testing.Contracts;

/// <summary>What a client is checked for, one after the other.</summary>
internal static class ClientChecks
{
    public static void FilledAgainIsTheSame<T>(ClientRun<T> run)
        where T : class
    {
        run.RememberAll();
        foreach (PageIndex page in run.Pages)
        {
            run.Space.TryEvict(page);
        }

        run.CompareAll();
    }

    /// <summary>Every way out, refusable or not; the end of the space is one more.</summary>
    public static void EveryDoor<T>(ClientRun<T> run)
        where T : class
    {
        Action[] doors =
        [
            () => run.Space.TryEvict(run.Pages[0]),
            () => run.Space.Strip(Whole(run)),
            () => run.Space.TryInvalidate(Whole(run)),
            () => run.Space.Invalidate(Whole(run)),
            () => run.Space.Truncate(run.Pages[0].ToOffset(run.Space.PageSize) + 1),
            () => run.Space.Punch(run.Pages[0].ToOffset(run.Space.PageSize), run.Space.PageSize),
            () => run.Cache.Reclaim(run.Pages.Count),
            () => run.Space.Discard(),
        ];
        foreach (Action door in doors)
        {
            run.RememberAll();
            door();
            run.ThrowIfAnyFailed();
        }

        run.RememberAll();
    }

    public static void Pressure<T>(ClientRun<T> run)
        where T : class
    {
        run.RememberAll();
        for (int round = 0; round < 3; round++)
        {
            run.Cache.Reclaim(run.Pages.Count);
            run.Cache.Shrink();
            run.CompareAll();
        }
    }

    /// <summary>
    /// A pin keeps the page; what the client does when it is asked nevertheless must leave a page that can be used.
    /// </summary>
    public static void AskedUnderAPin<T>(ClientRun<T> run)
        where T : class
    {
        run.RememberAll();
        using (PagePin<T> pin = run.Space.Pin(run.Pages[0]))
        {
            if (run.Space.TryEvict(run.Pages[0]))
            {
                throw new ContractViolationException("E13", $"Page {run.Pages[0]} left under a pin.");
            }
        }

        run.CompareAll();
        run.Space.TryEvict(run.Pages[0]);
        run.CompareAll();
    }

    /// <summary>Pages that were dropped are filled again, as others: nothing of their first life may show.</summary>
    public static void UsedAgain<T>(ClientRun<T> run)
        where T : class
    {
        run.RememberAll();
        run.Space.Invalidate(Whole(run));
        foreach (PageIndex page in run.Pages.Reverse())
        {
            run.Compare(page);
        }
    }

    public static void WrittenIsReadBack<T>(ClientRun<T> run)
        where T : class
    {
        PageIndex page = run.Pages[0];
        run.RememberAll();
        run.Write(page, 0xA5);
        run.Remember(page);
        run.Space.Flush();
        if (run.Space.DirtyPageCount > 0)
        {
            throw new ContractViolationException("E12", $"A flush left {run.Space.DirtyPageCount} dirty pages.");
        }

        run.Space.Invalidate(Whole(run));
        run.CompareAll();
    }

    private static PageRange Whole<T>(ClientRun<T> run)
        where T : class =>
        new(run.Pages.Min(), run.Pages.Max().Value - run.Pages.Min().Value + 1);
}
