namespace AopKit;

/// <summary>
/// Remembers up to which failed write its holder has been told, so that each holder hears of a failure once, at its
/// next flush (E12). Taken when a file is opened, as Linux's <c>errseq</c>.
/// </summary>
/// <remarks>Safe on any thread; if two threads flush with one cursor at once, one of them is told.</remarks>
public sealed class WritebackErrorCursor
{
    private long _seen;

    /// <summary>Makes a cursor. For implementations of <see cref="AddressSpace"/>.</summary>
    /// <param name="seen">The number of the last failure that the holder need not hear of.</param>
    public WritebackErrorCursor(long seen) => _seen = seen;

    /// <summary>Moves the cursor to the newest failure. For implementations of <see cref="AddressSpace"/>.</summary>
    /// <param name="newest">The number of the newest failure.</param>
    /// <returns>Whether there was a failure that the holder had not heard of.</returns>
    public bool TryAdvance(long newest)
    {
        // The exchange decides which of two concurrent flushes reports; the number never goes back, or a failure would
        // be told of twice.
        long seen = Volatile.Read(ref _seen);
        while (seen < newest)
        {
            long before = Interlocked.CompareExchange(ref _seen, newest, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }
}
