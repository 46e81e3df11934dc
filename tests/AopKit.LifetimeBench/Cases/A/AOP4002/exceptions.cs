//// pair exception-becomes-a-refusal
//// bad
sealed class Packet
{
    public void Verify() => ArgumentOutOfRangeException.ThrowIfNegative(GetHashCode());
}

sealed class Packets : IReleasePage<Packet>
{
    public ReleaseOutcome ReleasePage(LockedPage<Packet> page, in ReleaseContext context)
    {
        try
        {
            page.Detach()?.Verify();
            return ReleaseOutcome.Released;
        }
        catch (ArgumentException)
        {
            return ReleaseOutcome.Kept; // bug
        }
    }
}
//// clean
sealed class Packet
{
    public void Verify() => ArgumentOutOfRangeException.ThrowIfNegative(GetHashCode());
}

sealed class Packets : IReleasePage<Packet>
{
    public ReleaseOutcome ReleasePage(LockedPage<Packet> page, in ReleaseContext context)
    {
        try
        {
            page.Metadata?.Verify();
        }
        catch (ArgumentException)
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair finally-detaches
//// bad
sealed class Claim
{
    public bool IsHeld;
}

sealed class Claims : IReleasePage<Claim>
{
    private long _asked;

    public ReleaseOutcome ReleasePage(LockedPage<Claim> page, in ReleaseContext context)
    {
        try
        {
            if (page.Metadata?.IsHeld ?? false)
            {
                return ReleaseOutcome.Kept; // bug
            }

            return ReleaseOutcome.Released;
        }
        finally
        {
            _asked++;
            page.Detach(); // bug
        }
    }
}
//// clean
sealed class Claim
{
    public bool IsHeld;
}

sealed class Claims : IReleasePage<Claim>
{
    private long _asked;

    public ReleaseOutcome ReleasePage(LockedPage<Claim> page, in ReleaseContext context)
    {
        try
        {
            if (page.Metadata?.IsHeld ?? false)
            {
                return ReleaseOutcome.Kept;
            }

            page.Detach();
            return ReleaseOutcome.Released;
        }
        finally
        {
            _asked++;
        }
    }
}
//// pair throws-after-detaching
//// bad
sealed class Seal
{
    public int Number;
}

sealed class Seals : IReleasePage<Seal>
{
    public ReleaseOutcome ReleasePage(LockedPage<Seal> page, in ReleaseContext context)
    {
        Seal? seal = page.Detach();
        if (seal is { Number: < 0 })
        {
            throw new InvalidDataException("A seal has a number."); // bug
        }

        return ReleaseOutcome.Released;
    }
}
//// clean
sealed class Seal
{
    public int Number;
}

sealed class Seals : IReleasePage<Seal>
{
    public ReleaseOutcome ReleasePage(LockedPage<Seal> page, in ReleaseContext context)
    {
        if (page.Metadata is { Number: < 0 })
        {
            throw new InvalidDataException("A seal has a number.");
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
