using System.Runtime.InteropServices;

namespace AopKit.Frames.Native;

/// <summary>macOS: as on Linux, with its own constants and its own advice for memory that is given back.</summary>
/// <remarks>
/// Written from the manual pages and the headers (sys/mman.h); the project's own tests run on Linux.
/// </remarks>
internal sealed unsafe partial class MacRegion : NativeRegion
{
    private const int ProtNone = 0;
    private const int ProtReadWrite = 1 | 2;
    private const int MapPrivateAnonymousNoReserve = 0x0002 | 0x1000 | 0x0040;
    private const int AdviceFreeReusable = 7;
    private const int AdviceFreeReuse = 8;

    private readonly nint _mapping;
    private readonly nuint _mappedBytes;

    public MacRegion(long sizeBytes)
        : base(sizeBytes)
    {
        _mappedBytes = (nuint)sizeBytes + ChunkBytes;
        _mapping = Map(0, _mappedBytes, ProtNone, MapPrivateAnonymousNoReserve, -1, 0);
        if (_mapping == -1)
        {
            throw CannotReserve(Marshal.GetLastPInvokeError());
        }

        Base = Align(_mapping);
    }

    public override void Commit(long offset, long lengthBytes)
    {
        if (Protect(Base + offset, (nuint)lengthBytes, ProtReadWrite) != 0)
        {
            throw CannotCommit(lengthBytes, Marshal.GetLastPInvokeError());
        }
    }

    public override void GiveBack(long offset, long lengthBytes) =>
        _ = Advise(Base + offset, (nuint)lengthBytes, AdviceFreeReusable);

    public override void TakeBack(long offset, long lengthBytes) =>
        _ = Advise(Base + offset, (nuint)lengthBytes, AdviceFreeReuse);

    public override void Free() => _ = Unmap(_mapping, _mappedBytes);

    [LibraryImport("libSystem", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libSystem", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("libSystem", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(byte* address, nuint length, int protection);

    [LibraryImport("libSystem", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(byte* address, nuint length, int advice);
}
