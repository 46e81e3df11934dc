using System.Runtime.CompilerServices;

namespace AopKit.Samples.Devices;

/// <summary>The one check of a range against a device, written so that no sum can overflow.</summary>
public static class DeviceRange
{
    /// <summary>
    /// Whether the <paramref name="count"/> bytes from <paramref name="offset"/> lie inside <paramref name="length"/>.
    /// </summary>
    public static bool Contains(long length, long offset, long count) =>
        offset >= 0 && count >= 0 && offset <= length && count <= length - offset;

    /// <summary>Throws if the range leaves a device of <paramref name="length"/> bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does.</exception>
    public static void ThrowIfOutside(
        long length, long offset, long count, [CallerArgumentExpression(nameof(offset))] string? name = null)
    {
        if (!Contains(length, offset, count))
        {
            throw new ArgumentOutOfRangeException(
                name, offset, $"{count} bytes at {offset} lie outside a device of {length} bytes.");
        }
    }
}
