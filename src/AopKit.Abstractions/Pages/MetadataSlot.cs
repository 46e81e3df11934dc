using System.Runtime.CompilerServices;

namespace AopKit;

/// <summary>
/// The one place where metadata is put onto a page or taken off it, so that the charge moves with it.
/// </summary>
internal static class MetadataSlot
{
    public static void Attach<T>(ref T? slot, ref int charge, T metadata, int chargeBytes, PageIndex index)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentOutOfRangeException.ThrowIfNegative(chargeBytes);
        if (slot is not null)
        {
            throw new InvalidOperationException(
                $"Page {index} already has metadata; detach it first, or use GetOrAttach to keep what is there (E20).");
        }

        if (!Unsafe.IsNullRef(ref charge))
        {
            charge = chargeBytes;
        }

        // Pairs with the Volatile.Read in PagePin.Metadata: a reader under a pin sees the object whole.
        Volatile.Write(ref slot, metadata);
    }

    public static T? Detach<T>(ref T? slot, ref int charge)
        where T : class
    {
        T? metadata = slot;
        Volatile.Write(ref slot, null);
        if (!Unsafe.IsNullRef(ref charge))
        {
            charge = 0;
        }

        return metadata;
    }
}
