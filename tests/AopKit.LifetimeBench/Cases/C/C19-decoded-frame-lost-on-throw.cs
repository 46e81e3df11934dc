// source: SixLabors/ImageSharp 89d1582da8ea  https://github.com/SixLabors/ImageSharp/commit/89d1582da8ea
// title: A decoded frame and the stream information it is decoded from are not disposed of
// story: The decoder makes an image, decodes into it and returns it. If decoding throws the image is lost with its
// pooled pixels, and the information object, with pooled bits of its own, was lost on every path.
//// bad
using System;
using System.Buffers;
using AopKit.Lifetimes;

internal sealed class Picture : IDisposable
{
    private readonly IMemoryOwner<int> _pixels;

    public Picture(int width, int height) => _pixels = MemoryPool<int>.Shared.Rent(width * height);

    public Memory<int> Pixels => _pixels.Memory;

    public void Dispose() => _pixels.Dispose();
}

internal sealed class StreamInfo([Owned] IMemoryOwner<byte> bits) : IDisposable
{
    public ReadOnlyMemory<byte> Bits => bits.Memory;

    public void Dispose() => bits.Dispose();
}

internal static class AnimationDecoder
{
    [return: Acquires]
    public static Picture DecodeFrame(int width, int height, [Owned] StreamInfo info) // bug
    {
        var picture = new Picture(width, height); // bug

        Decode(info.Bits.Span, picture.Pixels.Span);

        return picture;
    }

    private static void Decode(ReadOnlySpan<byte> bits, Span<int> pixels)
    {
        if (bits.Length < pixels.Length)
        {
            throw new InvalidOperationException("The frame is cut short.");
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = bits[i];
        }
    }
}

//// clean
using System;
using System.Buffers;
using AopKit.Lifetimes;

internal sealed class Picture : IDisposable
{
    private readonly IMemoryOwner<int> _pixels;

    public Picture(int width, int height) => _pixels = MemoryPool<int>.Shared.Rent(width * height);

    public Memory<int> Pixels => _pixels.Memory;

    public void Dispose() => _pixels.Dispose();
}

internal sealed class StreamInfo([Owned] IMemoryOwner<byte> bits) : IDisposable
{
    public ReadOnlyMemory<byte> Bits => bits.Memory;

    public void Dispose() => bits.Dispose();
}

internal static class AnimationDecoder
{
    [return: Acquires]
    public static Picture DecodeFrame(int width, int height, [Owned] StreamInfo info)
    {
        var picture = new Picture(width, height);

        try
        {
            Decode(info.Bits.Span, picture.Pixels.Span);
        }
        catch
        {
            picture.Dispose();
            throw;
        }
        finally
        {
            info.Dispose();
        }

        return picture;
    }

    private static void Decode(ReadOnlySpan<byte> bits, Span<int> pixels)
    {
        if (bits.Length < pixels.Length)
        {
            throw new InvalidOperationException("The frame is cut short.");
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = bits[i];
        }
    }
}
