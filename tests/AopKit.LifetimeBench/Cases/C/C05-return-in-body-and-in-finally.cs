// source: Efferent-Health/fo-dicom.Codecs e2608703887c
// https://github.com/Efferent-Health/fo-dicom.Codecs/commit/e2608703887c
// title: An encoder returns its output array as soon as it is copied, and its finally returns it again
// story: After the encoded bytes were copied the array went back to the pool; the finally at the end of the method,
// which only asks whether there is an array, returned it a second time.
//// bad
using System;
using System.Buffers;
using System.Collections.Generic;

internal sealed class FrameEncoder
{
    private readonly ArrayPool<byte> _pool = ArrayPool<byte>.Shared;

    public void EncodeAll(IReadOnlyList<byte[]> frames, List<byte[]> output)
    {
        foreach (byte[] frame in frames)
        {
            byte[]? encoded = null;

            try
            {
                encoded = _pool.Rent(frame.Length * 2);
                int size = Encode(frame, encoded);

                if (size < 0)
                {
                    throw new InvalidOperationException("The frame cannot be encoded.");
                }

                byte[] copy = new byte[size];
                Array.Copy(encoded, copy, size);
                _pool.Return(encoded); // bug
                output.Add(copy);
            }
            finally
            {
                if (encoded != null)
                {
                    _pool.Return(encoded); // bug
                }
            }
        }
    }

    private static int Encode(byte[] source, byte[] target)
    {
        int written = 0;

        foreach (byte value in source)
        {
            if (value != 0)
            {
                target[written++] = value;
            }
        }

        return written == 0 ? -1 : written;
    }
}

//// clean
using System;
using System.Buffers;
using System.Collections.Generic;

internal sealed class FrameEncoder
{
    private readonly ArrayPool<byte> _pool = ArrayPool<byte>.Shared;

    public void EncodeAll(IReadOnlyList<byte[]> frames, List<byte[]> output)
    {
        foreach (byte[] frame in frames)
        {
            byte[]? encoded = null;

            try
            {
                encoded = _pool.Rent(frame.Length * 2);
                int size = Encode(frame, encoded);

                if (size < 0)
                {
                    throw new InvalidOperationException("The frame cannot be encoded.");
                }

                byte[] copy = new byte[size];
                Array.Copy(encoded, copy, size);
                output.Add(copy);
            }
            finally
            {
                if (encoded != null)
                {
                    _pool.Return(encoded);
                }
            }
        }
    }

    private static int Encode(byte[] source, byte[] target)
    {
        int written = 0;

        foreach (byte value in source)
        {
            if (value != 0)
            {
                target[written++] = value;
            }
        }

        return written == 0 ? -1 : written;
    }
}
