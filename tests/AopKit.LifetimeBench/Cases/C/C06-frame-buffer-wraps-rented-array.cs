// source: Efferent-Health/fo-dicom.Codecs f04b9ce4d368
// https://github.com/Efferent-Health/fo-dicom.Codecs/commit/f04b9ce4d368
// title: A frame buffer keeps the rented array that the finally of its maker returns
// story: The encoded frame was handed to the file's pixel data as a buffer over the rented array itself. The finally
// then returned the array, and the stored frame showed whatever the next renter wrote. Mended by a copy of its own.
//// bad
using System;
using System.Buffers;
using System.Collections.Generic;

internal sealed class FrameBytes
{
    public FrameBytes(byte[] data, int length)
    {
        Data = data;
        Length = length;
    }

    public byte[] Data { get; }

    public int Length { get; }
}

internal sealed class PixelData
{
    private readonly List<FrameBytes> _frames = [];

    public void Add(FrameBytes frame) => _frames.Add(frame);
}

internal static class WaveletEncoder
{
    public static void Encode(byte[] raw, PixelData target)
    {
        byte[]? buffer = null;

        try
        {
            buffer = ArrayPool<byte>.Shared.Rent(raw.Length);
            int length = Compress(raw, buffer);

            if (length == 0)
            {
                throw new InvalidOperationException("The frame is empty.");
            }

            target.Add(new FrameBytes(buffer, length)); // bug
        }
        finally
        {
            if (buffer != null)
            {
                ArrayPool<byte>.Shared.Return(buffer); // bug
            }
        }
    }

    private static int Compress(byte[] source, byte[] target)
    {
        source.AsSpan().CopyTo(target);
        return source.Length;
    }
}

//// clean
using System;
using System.Buffers;
using System.Collections.Generic;

internal sealed class FrameBytes
{
    public FrameBytes(byte[] data, int length)
    {
        Data = data;
        Length = length;
    }

    public byte[] Data { get; }

    public int Length { get; }
}

internal sealed class PixelData
{
    private readonly List<FrameBytes> _frames = [];

    public void Add(FrameBytes frame) => _frames.Add(frame);
}

internal static class WaveletEncoder
{
    public static void Encode(byte[] raw, PixelData target)
    {
        byte[]? buffer = null;

        try
        {
            buffer = ArrayPool<byte>.Shared.Rent(raw.Length);
            int length = Compress(raw, buffer);

            if (length == 0)
            {
                throw new InvalidOperationException("The frame is empty.");
            }

            byte[] encoded = new byte[length];
            Buffer.BlockCopy(buffer, 0, encoded, 0, length);
            target.Add(new FrameBytes(encoded, length));
        }
        finally
        {
            if (buffer != null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static int Compress(byte[] source, byte[] target)
    {
        source.AsSpan().CopyTo(target);
        return source.Length;
    }
}
