// source: torvalds/linux 104212471b1c https://github.com/torvalds/linux/commit/104212471b1c1817b311771d817fb692af983173
// title: The end of a write releases its stripe and then reads the head of its batch from it
// story: After a write the stripe was released, and then asked for the stripe that heads its batch, which had to be
// released as well. The first release may have freed what the second reads.
//// bad
using System.Threading;
using AopKit.Lifetimes;

public sealed class Stripe
{
    private int _users = 1;

    public Stripe? BatchHead { get; set; }

    public bool IsToBeHandled { get; set; }

    [EndsLifetime]
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            BatchHead = null;
        }
    }
}

public static class Raid
{
    public static void EndWrite([Owned] Stripe stripe)
    {
        stripe.IsToBeHandled = true;
        stripe.Release();
        if (stripe.BatchHead is { } head && head != stripe) // bug
        {
            head.Release();
        }
    }
}
//// clean
using System.Threading;
using AopKit.Lifetimes;

public sealed class Stripe
{
    private int _users = 1;

    public Stripe? BatchHead { get; set; }

    public bool IsToBeHandled { get; set; }

    [EndsLifetime]
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            BatchHead = null;
        }
    }
}

public static class Raid
{
    public static void EndWrite([Owned] Stripe stripe)
    {
        stripe.IsToBeHandled = true;
        if (stripe.BatchHead is { } head && head != stripe)
        {
            head.Release();
        }

        stripe.Release();
    }
}
//// near-miss
using System.Threading;
using AopKit.Lifetimes;

public sealed class Stripe
{
    private int _users = 1;

    public Stripe? BatchHead { get; set; }

    public bool IsToBeHandled { get; set; }

    [EndsLifetime]
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            BatchHead = null;
        }
    }
}

public static class Raid
{
    public static void EndWrite([Owned] Stripe stripe)
    {
        stripe.IsToBeHandled = true;
        Stripe? head = stripe.BatchHead;
        bool isHead = head == stripe;
        stripe.Release();
        if (!isHead)
        {
            head?.Release();
        }
    }
}
