using System.Runtime.InteropServices;

namespace AopKit.Frames.Native;

/// <summary>
/// What Linux and macOS have in common: <c>mmap</c> without access, <c>mprotect</c> to commit, <c>madvise</c> for the
/// rest. Flags and advice have other numbers on each.
/// </summary>
internal abstract unsafe partial class PosixRegion : NativeRegion
{
    private const int ProtNone = 0;
    private const int ProtReadWrite = 1 | 2;

    private readonly nint _mapping;
    private readonly nuint _mappedBytes;

    /// <summary>Reserves address space.</summary>
    /// <param name="sizeBytes">How much.</param>
    /// <param name="flags">Private, anonymous, not counted until it is used: in the system's numbers.</param>
    protected PosixRegion(long sizeBytes, int flags)
        : base(sizeBytes)
    {
        _mappedBytes = (nuint)sizeBytes + ChunkBytes;
        _mapping = Map(0, _mappedBytes, ProtNone, flags, -1, 0);
        if (_mapping == -1)
        {
            throw CannotReserve(Marshal.GetLastPInvokeError());
        }

        Base = Align(_mapping);
    }

    public sealed override void Commit(long offset, long lengthBytes)
    {
        if (Protect(Base + offset, (nuint)lengthBytes, ProtReadWrite) != 0)
        {
            throw CannotCommit(lengthBytes, Marshal.GetLastPInvokeError());
        }
    }

    public sealed override void Free() => _ = Unmap(_mapping, _mappedBytes);

    /// <summary>Advice only: a system that refuses it goes on as before, and everything works without.</summary>
    protected void Advise(long offset, long lengthBytes, int advice) =>
        _ = Advise(Base + offset, (nuint)lengthBytes, advice);

    // Both systems find the C library by this name.
    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(byte* address, nuint length, int advice);
}
