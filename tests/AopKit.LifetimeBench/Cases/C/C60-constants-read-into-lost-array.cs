// source: Sergio0694/ComputeSharp 10406e08708f  https://github.com/Sergio0694/ComputeSharp/commit/10406e08708f
// title: An array rented to receive a constant buffer is not returned
// story: The array is filled by native code, parsed into a value that is returned, and dropped.
//// bad
using System;
using System.Buffers;
using System.Runtime.InteropServices;

internal interface INativeEffect
{
    int ConstantsSize { get; }

    unsafe int GetConstants(byte* target, int size);
}

internal static class EffectExtensions
{
    public static unsafe T GetConstants<T>(this INativeEffect effect)
        where T : unmanaged
    {
        int size = effect.ConstantsSize;

        if (size == 0)
        {
            return default;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(size); // bug

        fixed (byte* target = buffer)
        {
            Marshal.ThrowExceptionForHR(effect.GetConstants(target, size));
        }

        T value = MemoryMarshal.Read<T>(buffer.AsSpan(0, size));
        return value;
    }
}

//// clean
using System;
using System.Buffers;
using System.Runtime.InteropServices;

internal interface INativeEffect
{
    int ConstantsSize { get; }

    unsafe int GetConstants(byte* target, int size);
}

internal static class EffectExtensions
{
    public static unsafe T GetConstants<T>(this INativeEffect effect)
        where T : unmanaged
    {
        int size = effect.ConstantsSize;

        if (size == 0)
        {
            return default;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(size);

        fixed (byte* target = buffer)
        {
            Marshal.ThrowExceptionForHR(effect.GetConstants(target, size));
        }

        T value = MemoryMarshal.Read<T>(buffer.AsSpan(0, size));

        ArrayPool<byte>.Shared.Return(buffer);

        return value;
    }
}
