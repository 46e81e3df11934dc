namespace AopKit.Files;

/// <summary>Copies runs of bytes into and out of the pages of an address space.</summary>
internal static class PageCopy
{
    public static void Read<T>(AddressSpace<T> space, long offset, Span<byte> destination)
        where T : class
    {
        while (destination.Length > 0)
        {
            (PageIndex index, int within, int count) = Next(space, offset, destination.Length);
            if (!space.TryCopy(index, within, destination[..count]))
            {
                using PagePin<T> page = space.Pin(index);
                page.Bytes.Slice(within, count).CopyTo(destination);
            }

            offset += count;
            destination = destination[count..];
        }
    }

    public static async ValueTask ReadAsync<T>(
        AddressSpace<T> space, long offset, Memory<byte> destination, CancellationToken cancellation)
        where T : class
    {
        while (destination.Length > 0)
        {
            (PageIndex index, int within, int count) = Next(space, offset, destination.Length);
            if (!space.TryCopy(index, within, destination.Span[..count]))
            {
                using PageLease<T> page = await space.PinAsync(index, cancellation).ConfigureAwait(false);
                page.Bytes.Slice(within, count).CopyTo(destination.Span);
            }

            offset += count;
            destination = destination[count..];
        }
    }

    public static void Write<T>(AddressSpace<T> space, long offset, ReadOnlySpan<byte> source)
        where T : class
    {
        while (source.Length > 0)
        {
            (PageIndex index, int within, int count) = Next(space, offset, source.Length);
            using PagePin<T> page = space.Pin(index);
            using PageWriter<T> writer = page.BeginWrite();
            source[..count].CopyTo(writer.Bytes[within..]);
            offset += count;
            source = source[count..];
        }
    }

    private static (PageIndex Index, int Within, int Count) Next(AddressSpace space, long offset, int left)
    {
        int within = (int)(offset % space.PageSize);
        return (PageIndex.FromOffset(offset, space.PageSize), within, Math.Min(left, space.PageSize - within));
    }
}
