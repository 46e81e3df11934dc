// source: shimat/opencvsharp 5366c3b7c21d  https://github.com/shimat/opencvsharp/commit/5366c3b7c21d
// title: A bitmap header is allocated, and the branch that draws without scaling returns without freeing it
// story: The header was allocated at the top; if source and target have the same size another overload does the work
// and the method returned with the memory still allocated.
//// bad
using System;
using System.Runtime.InteropServices;

internal readonly record struct Area(int X, int Y, int Width, int Height);

internal static class Painter
{
    public static void Draw(byte[] pixels, Area source, IntPtr device, Area target)
    {
        ArgumentNullException.ThrowIfNull(pixels);

        int headerSize = 40 + 1024;
        IntPtr header = Marshal.AllocHGlobal(headerSize); // bug

        if (source.Width == target.Width && source.Height == target.Height)
        {
            DrawUnscaled(pixels, device, target);
            return; // bug
        }

        Marshal.WriteInt32(header, 0, headerSize);
        Marshal.WriteInt32(header, 4, source.Width);
        Marshal.WriteInt32(header, 8, source.Height);
        Stretch(device, header, pixels, source, target);
        Marshal.FreeHGlobal(header);
    }

    private static void DrawUnscaled(byte[] pixels, IntPtr device, Area target) =>
        Marshal.Copy(pixels, 0, device, target.Width * target.Height);

    private static void Stretch(IntPtr device, IntPtr header, byte[] pixels, Area source, Area target)
    {
        int step = Math.Max(1, Marshal.ReadInt32(header, 4) / target.Width);

        for (int i = 0; i * step < source.Width * source.Height; i++)
        {
            Marshal.WriteByte(device, i, pixels[i * step]);
        }
    }
}

//// clean
using System;
using System.Runtime.InteropServices;

internal readonly record struct Area(int X, int Y, int Width, int Height);

internal static class Painter
{
    public static void Draw(byte[] pixels, Area source, IntPtr device, Area target)
    {
        ArgumentNullException.ThrowIfNull(pixels);

        if (source.Width == target.Width && source.Height == target.Height)
        {
            DrawUnscaled(pixels, device, target);
            return;
        }

        int headerSize = 40 + 1024;
        IntPtr header = Marshal.AllocHGlobal(headerSize);

        Marshal.WriteInt32(header, 0, headerSize);
        Marshal.WriteInt32(header, 4, source.Width);
        Marshal.WriteInt32(header, 8, source.Height);
        Stretch(device, header, pixels, source, target);
        Marshal.FreeHGlobal(header);
    }

    private static void DrawUnscaled(byte[] pixels, IntPtr device, Area target) =>
        Marshal.Copy(pixels, 0, device, target.Width * target.Height);

    private static void Stretch(IntPtr device, IntPtr header, byte[] pixels, Area source, Area target)
    {
        int step = Math.Max(1, Marshal.ReadInt32(header, 4) / target.Width);

        for (int i = 0; i * step < source.Width * source.Height; i++)
        {
            Marshal.WriteByte(device, i, pixels[i * step]);
        }
    }
}
