using AopKit.Checking;

namespace AopKit.Frames;

/// <summary>
/// The state of a frame in one 64-bit word, and every change of it: nothing else writes the word.
/// </summary>
/// <remarks>
/// <code>
///  63..58 57.....32 31    30        29       28      27      26         25     24        23..22   21..0
/// [ hits | version |NOTED|UNLINKED |WAITERS |FROZEN |LOCKED |WRITEBACK |DIRTY |UPTODATE |frequency| pins ]
///
///  free      FROZEN, no pins             (a late lookup may add a pin for a moment and take it back)
///  filling   LOCKED, pinned by filler    --fill ended--> resident   --fill failed--> unlinked   (WRITEBACK: joined)
///  resident  UPTODATE                    --lock, freeze at the holder's one pin--> frozen   --unlink--> unlinked
///  frozen    UPTODATE, FROZEN, no pins   --thaw--> resident   --removed--> free
///  unlinked  UNLINKED                    --last pin ends, one winner freezes--> frozen --removed--> free
/// </code>
/// The version is odd while somebody writes the bytes, and grows by two when the frame is freed: a reader without a pin
/// compares it; who stands still while another thread ends 33 million writes of the page may be fooled. FROZEN is a bit
/// of its own, so that a lookup may pin by one addition and take it back by another; a thaw therefore never stores the
/// word, it changes bits and keeps what the pin field holds (E7).
/// <para>A lookup counts its hit by the addition that pins: nothing else is as near at hand. Who finds the field's
/// highest bit set, which is the sign of the word, takes 32 hits out of it and counts them elsewhere. The field is the
/// highest, so that a carry out of it, or into it when the version turns over, costs counts and nothing else.</para>
/// <para>Each operation is one step to a race explorer: a retry decides again on what it finds then.</para>
/// </remarks>
internal static class FrameState
{
    public const long Pin = 1;
    public const long PinMask = (1L << 22) - 1;
    public const int FrequencyShift = 22;
    public const long FrequencyMask = 3L << FrequencyShift;
    public const long Uptodate = 1L << 24;
    public const long Dirty = 1L << 25;
    public const long Writeback = 1L << 26;

    /// <summary>
    /// The same bit while the page is not UPTODATE, when nothing can be written back: somebody waits for the fill, so
    /// that the filler must end it under the space's gate.
    /// </summary>
    public const long Joined = Writeback;

    public const long Locked = 1L << 27;
    public const long Frozen = 1L << 28;
    public const long Waiters = 1L << 29;
    public const long Unlinked = 1L << 30;

    /// <summary>A hit on this page must tell the reclaim policy: it is sampled, or was read ahead of its
    /// use.</summary>
    public const long Noted = 1L << 31;

    /// <summary>The table of <see cref="Touch"/> that counts hits up to three: 1, 2, 3, 3.</summary>
    public const int CountHits = 1 | (2 << 2) | (3 << 4) | (3 << 6);

    /// <summary>The table of <see cref="Touch"/> that marks a page as hit and no more: 1, 1, 2, 3.</summary>
    public const int MarkHits = 1 | (1 << 2) | (2 << 4) | (3 << 6);

    public const int VersionShift = 32;
    public const long VersionUnit = 1L << VersionShift;
    public const long VersionMask = ((1L << 26) - 1) << VersionShift;
    public const int HitShift = 58;

    /// <summary>A pin and the hit that it is.</summary>
    public const long PinOfHit = Pin | (1L << HitShift);

    /// <summary>The highest bit of the hits: it is time to take some out.</summary>
    public const long ManyHits = long.MinValue;

    /// <summary>So many hits are taken out at once: those that this bit stands for.</summary>
    public const int HitsTaken = 32;

    public static long Read(ref long word)
    {
        Schedule.Point(ref word);
        return Volatile.Read(ref word);
    }

    public static long Pins(long word) => word & PinMask;

    public static bool Has(long word, long bits) => (word & bits) == bits;

    public static bool HasAny(long word, long bits) => (word & bits) != 0;

    public static long Version(long word) => word & VersionMask;

    /// <summary>Hits that were counted in the word and not taken out yet.</summary>
    public static int Hits(long word) => (int)((ulong)word >> HitShift);

    public static bool IsBeingWritten(long word) => (word & VersionUnit) != 0;

    /// <summary>
    /// Adds pins, whatever the state is; the caller looks at the result and takes them back if it may not have them.
    /// </summary>
    public static long AddPins(ref long word, long count)
    {
        Schedule.Point(ref word);
        return Interlocked.Add(ref word, count);
    }

    public static long DropPin(ref long word)
    {
        Schedule.Point(ref word);
        return Interlocked.Add(ref word, -Pin);
    }

    /// <summary>Makes a free frame the caller's: locked, with the caller's pin, no longer frozen.</summary>
    public static void Open(ref long word)
    {
        Schedule.Point(ref word);
        Interlocked.Add(ref word, Pin + Locked - Frozen);
    }

    /// <summary>Ends a page: a new version, frozen, and nothing else but the pins of late lookups.</summary>
    /// <returns>The word before.</returns>
    public static long Close(ref long word)
    {
        Schedule.Point(ref word);
        long seen = Volatile.Read(ref word);
        while (true)
        {
            long version = Fault.Is(FaultId.P11_VersionKeptOnFree)
                ? Version(seen)
                : Version((seen | VersionUnit) + VersionUnit);
            long before = Interlocked.CompareExchange(ref word, version | Frozen | Pins(seen), seen);
            if (before == seen)
            {
                return seen;
            }

            seen = before;
        }
    }

    /// <summary>Ends a write: the version is even again.</summary>
    public static long EndWrite(ref long word)
    {
        Schedule.Point(ref word);
        return Interlocked.Add(ref word, VersionUnit);
    }

    /// <summary>Sets and clears bits in one step and keeps everything else, pins above all.</summary>
    /// <returns>The word before.</returns>
    public static long Change(ref long word, long clear, long set)
    {
        Schedule.Point(ref word);
        long seen = Volatile.Read(ref word);
        while (true)
        {
            long before = Interlocked.CompareExchange(ref word, (seen & ~clear) | set, seen);
            if (before == seen)
            {
                return seen;
            }

            seen = before;
        }
    }

    /// <summary>
    /// Changes bits if, at that moment, all of <paramref name="need"/> are set and none of <paramref name="forbid"/>.
    /// </summary>
    /// <returns>Whether it was done; <paramref name="seen"/> is the word that decided.</returns>
    public static bool TryChange(ref long word, long need, long forbid, long clear, long set, out long seen)
    {
        Schedule.Point(ref word);
        seen = Volatile.Read(ref word);
        while ((seen & need) == need && (seen & forbid) == 0)
        {
            long before = Interlocked.CompareExchange(ref word, (seen & ~clear) | set, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    public static bool TryLock(ref long word) => TryChange(
        ref word, 0, Fault.Is(FaultId.P09_LockTakenTwice) ? Frozen : Locked | Frozen, 0, Locked, out _);

    /// <summary>
    /// Pins and locks a page that is filled and that nobody has locked, in one step: who takes a page out needs both.
    /// </summary>
    public static bool TryPinAndLock(ref long word)
    {
        const long Hindrances = Locked | Frozen | Unlinked;
        Schedule.Point(ref word);
        long seen = Volatile.Read(ref word);
        while (Has(seen, Uptodate)
            && !HasAny(seen, Fault.Is(FaultId.P09_LockTakenTwice) ? Frozen | Unlinked : Hindrances))
        {
            long before = Interlocked.CompareExchange(ref word, (seen + Pin) | Locked, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Notes that somebody waits for the fill of a page, if its fill has not ended.</summary>
    public static bool TryJoinFill(ref long word) =>
        TryChange(ref word, Locked, Uptodate | Unlinked | Frozen, 0, Joined, out _);

    /// <summary>Makes a filled page visible and unlocks it, if nobody waits for it in any way.</summary>
    public static bool TryPublish(ref long word) =>
        TryChange(
            ref word, Locked, Fault.Is(FaultId.P15_JoinerOverlooked) ? Waiters : Joined | Waiters, Locked, Uptodate,
            out _);

    /// <summary>
    /// Freezes a page on which the caller's pin is the only one, and takes that pin: E7's "at zero pins".
    /// </summary>
    public static bool TryFreezeOwnPin(ref long word) => TryFreezeOwnPin(ref word, out _);

    /// <inheritdoc cref="TryFreezeOwnPin(ref long)"/>
    /// <param name="word">The word.</param>
    /// <param name="seen">The word that decided. If that was to freeze, it says what the page is like until the thaw:
    /// what would change it needs a pin.</param>
    public static bool TryFreezeOwnPin(ref long word, out long seen)
    {
        Schedule.Point(ref word);
        seen = Volatile.Read(ref word);
        while (Pins(seen) == 1 && !Has(seen, Frozen))
        {
            long before = Interlocked.CompareExchange(ref word, (seen - Pin) | Frozen, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>
    /// Freezes an unlinked page without pins: of all who see the last pin end, one wins and removes it.
    /// </summary>
    public static bool TryFreezeUnlinked(ref long word)
    {
        Schedule.Point(ref word);
        long seen = Volatile.Read(ref word);
        while (Pins(seen) == 0 && Has(seen, Unlinked)
            && (!Has(seen, Frozen) || Fault.Is(FaultId.P08_TwoFreezersWin)))
        {
            long before = Interlocked.CompareExchange(ref word, seen | Frozen, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>
    /// Thaws: gives the freezer its pin back and lets lookups in, by one addition; no concurrent pin is lost (E7).
    /// </summary>
    public static long Thaw(ref long word)
    {
        Schedule.Point(ref word);
        if (Fault.Is(FaultId.P03_ThawForgetsPins))
        {
            long seen = Volatile.Read(ref word);
            Schedule.Point(ref word);
            return Interlocked.Exchange(ref word, seen + Pin - Frozen);
        }

        return Interlocked.Add(ref word, Pin - Frozen);
    }

    public static int Frequency(long word) => (int)(word >> FrequencyShift) & 3;

    /// <summary>Counts a hit: the table says what becomes of each frequency. Writes nothing where nothing
    /// changes.</summary>
    /// <param name="word">The word.</param>
    /// <param name="seen">What it was when the page was found.</param>
    /// <param name="table">Four entries of two bits, the one for frequency 0 lowest.</param>
    public static void Touch(ref long word, long seen, int table)
    {
        int frequency = Frequency(seen);
        int next = (table >> (2 * frequency)) & 3;
        if (next != frequency)
        {
            Schedule.Point(ref word);

            // A lost race costs one count, so one try is enough.
            Interlocked.CompareExchange(
                ref word, (seen & ~FrequencyMask) | ((long)next << FrequencyShift), seen);
        }
    }

    /// <summary>Takes <see cref="HitsTaken"/> hits out of the word, if there are so many.</summary>
    /// <returns>Whether the caller has them now, to count them elsewhere.</returns>
    public static bool TryTakeHits(ref long word) =>
        TryChange(ref word, ManyHits, forbid: 0, clear: ManyHits, set: 0, out _);

    /// <summary>Sets the frequency.</summary>
    public static void SetFrequency(ref long word, int frequency)
    {
        if (Frequency(Volatile.Read(ref word)) != frequency)
        {
            Change(ref word, FrequencyMask, (long)frequency << FrequencyShift);
        }
    }

    /// <summary>Takes one from the frequency.</summary>
    /// <returns>Whether there was something to take: the page's second chance.</returns>
    public static bool TryCool(ref long word)
    {
        Schedule.Point(ref word);
        long seen = Volatile.Read(ref word);
        while ((seen & FrequencyMask) != 0)
        {
            long before = Interlocked.CompareExchange(ref word, seen - (1L << FrequencyShift), seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }
}
