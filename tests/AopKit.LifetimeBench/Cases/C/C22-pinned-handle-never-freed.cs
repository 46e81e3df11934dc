// source: deepakkumar1984/MxNet.Sharp 879bcde76245  https://github.com/deepakkumar1984/MxNet.Sharp/commit/879bcde76245
// title: A pinned handle taken for one native copy is never freed
// story: The constructor and the copy methods of an array class pin their argument for a native call that copies from
// it at once, and none freed the handle: the managed arrays stayed pinned for ever.
//// bad
using System;
using System.Runtime.InteropServices;

internal sealed class NativeArray
{
    private readonly IntPtr _native;

    public NativeArray(float[] data, Func<int, IntPtr> create)
    {
        _native = create(data.Length);
        GCHandle pinned = GCHandle.Alloc(data, GCHandleType.Pinned); // bug
        NativeCopy.FromManaged(_native, pinned.AddrOfPinnedObject(), (nuint)data.Length);
    }

    public void CopyFrom(float[] data)
    {
        ArgumentNullException.ThrowIfNull(data);

        GCHandle pinned = GCHandle.Alloc(data, GCHandleType.Pinned); // bug
        NativeCopy.FromManaged(_native, pinned.AddrOfPinnedObject(), (nuint)data.Length);
    }
}

internal static class NativeCopy
{
    public static unsafe void FromManaged(IntPtr target, IntPtr source, nuint count) =>
        NativeMemory.Copy((void*)source, (void*)target, count * sizeof(float));
}

//// clean
using System;
using System.Runtime.InteropServices;

internal sealed class NativeArray
{
    private readonly IntPtr _native;

    public NativeArray(float[] data, Func<int, IntPtr> create)
    {
        _native = create(data.Length);
        GCHandle pinned = GCHandle.Alloc(data, GCHandleType.Pinned);
        NativeCopy.FromManaged(_native, pinned.AddrOfPinnedObject(), (nuint)data.Length);
        pinned.Free();
    }

    public void CopyFrom(float[] data)
    {
        ArgumentNullException.ThrowIfNull(data);

        GCHandle pinned = GCHandle.Alloc(data, GCHandleType.Pinned);
        NativeCopy.FromManaged(_native, pinned.AddrOfPinnedObject(), (nuint)data.Length);
        pinned.Free();
    }
}

internal static class NativeCopy
{
    public static unsafe void FromManaged(IntPtr target, IntPtr source, nuint count) =>
        NativeMemory.Copy((void*)source, (void*)target, count * sizeof(float));
}
