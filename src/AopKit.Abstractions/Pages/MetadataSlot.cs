using System.Diagnostics.CodeAnalysis;

namespace AopKit;

/// <summary>
/// The one place where a client puts metadata onto a page or takes it off, so that the charge moves with it.
/// </summary>
internal static class MetadataSlot
{
    public static void Attach<T>(
        AddressSpace<T>? space, PageHandle page, ref T? slot, T metadata, int chargeBytes, PageIndex index)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentOutOfRangeException.ThrowIfNegative(chargeBytes);
        if (slot is not null)
        {
            ThrowTaken(index);
        }

        // The charge comes first: if the budget refuses it, nothing is attached.
        space?.SetCharge(page, chargeBytes);

        // Pairs with the Volatile.Read in PagePin.Metadata: a reader under a pin sees the object whole.
        Volatile.Write(ref slot, metadata);
    }

    public static T? Detach<T>(AddressSpace<T>? space, PageHandle page, ref T? slot)
        where T : class
    {
        T? metadata = slot;
        Volatile.Write(ref slot, null);
        space?.SetCharge(page, 0);
        return metadata;
    }

    /// <summary>Apart, because the caller is inlined into clients' fills.</summary>
    [DoesNotReturn]
    private static void ThrowTaken(PageIndex index) => throw new InvalidOperationException(
        $"Page {index} already has metadata; detach it first, or use GetOrAttach to keep the one that is there (E20).");
}
