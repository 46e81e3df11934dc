using System.Runtime.InteropServices;

namespace AopKit.Frames.Native;

/// <summary>Windows: <c>VirtualAlloc</c> to reserve and to commit, <c>DiscardVirtualMemory</c> to give back.</summary>
/// <remarks>
/// Decommitted memory would fault under a late reader, so it is discarded instead: the system takes the physical memory
/// and keeps the promise of it (the commit charge). Huge pages would need a privilege and all memory at once, and are
/// not asked for. Written from the documentation; the project's own tests run on Linux.
/// </remarks>
internal sealed unsafe partial class WindowsRegion : NativeRegion
{
    private const uint MemCommit = 0x1000;
    private const uint MemReserve = 0x2000;
    private const uint MemRelease = 0x8000;
    private const uint PageNoAccess = 0x01;
    private const uint PageReadWrite = 0x04;

    private readonly nint _reservation;

    public WindowsRegion(long sizeBytes)
        : base(sizeBytes)
    {
        _reservation = VirtualAlloc(0, (nuint)sizeBytes + ChunkBytes, MemReserve, PageNoAccess);
        if (_reservation == 0)
        {
            throw CannotReserve(Marshal.GetLastPInvokeError());
        }

        Base = Align(_reservation);
    }

    public override void Commit(long offset, long lengthBytes)
    {
        if (VirtualAlloc((nint)(Base + offset), (nuint)lengthBytes, MemCommit, PageReadWrite) == 0)
        {
            throw CannotCommit(lengthBytes, Marshal.GetLastPInvokeError());
        }
    }

    public override void GiveBack(long offset, long lengthBytes) =>
        _ = DiscardVirtualMemory(Base + offset, (nuint)lengthBytes);

    public override void Free() => _ = VirtualFree(_reservation, 0, MemRelease);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualFree(nint address, nuint size, uint type);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial uint DiscardVirtualMemory(byte* address, nuint size);
}
