namespace AopKit.Checking;

/// <summary>
/// Under <see cref="Checks.Full"/>: which pages this thread has pinned, so that it can be told when it would wait for
/// itself (E3).
/// </summary>
internal static class ThreadPins
{
    [ThreadStatic]
    private static Dictionary<PageHandle, int>? t_pins;

    public static void Pinned(PageHandle page)
    {
        t_pins ??= [];
        t_pins.TryGetValue(page, out int count);
        t_pins[page] = count + 1;
    }

    public static void Unpinned(PageHandle page)
    {
        // A lease may end on another thread than it began on; it is not followed, and so can only make this check see
        // less.
        if (t_pins is not null && t_pins.TryGetValue(page, out int count))
        {
            if (count == 1)
            {
                t_pins.Remove(page);
            }
            else
            {
                t_pins[page] = count - 1;
            }
        }
    }

    public static void ThrowIfOwn(PageHandle page, string operation, PageIndex index)
    {
        if (t_pins is not null && t_pins.ContainsKey(page))
        {
            throw new ContractViolationException(
                "E3",
                $"{operation} waits for the pins on page {index}, and this thread holds one of them: it would wait for "
                + "itself. "
                + "Dispose the pin first.");
        }
    }

    public static void ThrowIfAny(Predicate<PageHandle> isOfSpace, string spaceName)
    {
        foreach (PageHandle page in t_pins?.Keys ?? Enumerable.Empty<PageHandle>())
        {
            if (isOfSpace(page))
            {
                throw new ContractViolationException(
                    "E10",
                    $"Address space '{spaceName}' is disposed by a thread that holds a pin of it: it would wait for "
                    + "itself. Dispose the "
                    + "pin first.");
            }
        }
    }
}
