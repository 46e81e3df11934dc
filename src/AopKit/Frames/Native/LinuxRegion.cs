using System.Runtime.InteropServices;

namespace AopKit.Frames.Native;

/// <summary>
/// Linux: <c>mmap</c> without access, <c>mprotect</c> to commit, <c>madvise</c> for huge pages and to give memory back.
/// </summary>
/// <remarks>The constants are those of x64 and arm64, from mmap(2) and madvise(2).</remarks>
internal sealed unsafe partial class LinuxRegion : NativeRegion
{
    private const int ProtNone = 0;
    private const int ProtReadWrite = 1 | 2;
    private const int MapPrivateAnonymousNoReserve = 0x02 | 0x20 | 0x4000;
    private const int AdviceDontNeed = 4;
    private const int AdviceHugePage = 14;
    private const int AdviceNoHugePage = 15;

    /// <summary>A smaller region would become mostly the unused end of a huge page.</summary>
    private const long LeastAdvisedBytes = 4 * ChunkBytes;

    private readonly nint _mapping;
    private readonly nuint _mappedBytes;

    public LinuxRegion(long sizeBytes, HugePages hugePages)
        : base(sizeBytes)
    {
        _mappedBytes = (nuint)sizeBytes + ChunkBytes;
        _mapping = Map(0, _mappedBytes, ProtNone, MapPrivateAnonymousNoReserve, -1, 0);
        if (_mapping == -1)
        {
            throw CannotReserve(Marshal.GetLastPInvokeError());
        }

        Base = Align(_mapping);
        if (hugePages == HugePages.Never || (hugePages == HugePages.Advise && sizeBytes >= LeastAdvisedBytes))
        {
            // Advice only: a kernel without huge pages refuses it, and everything works without them.
            _ = Advise(Base, (nuint)sizeBytes, hugePages == HugePages.Advise ? AdviceHugePage : AdviceNoHugePage);
        }
    }

    public override void Commit(long offset, long lengthBytes)
    {
        if (Protect(Base + offset, (nuint)lengthBytes, ProtReadWrite) != 0)
        {
            throw CannotCommit(lengthBytes, Marshal.GetLastPInvokeError());
        }
    }

    // Private anonymous memory reads zero after this advice, and keeps its protection. If the kernel refuses (locked
    // memory), it keeps the memory, and so do we.
    public override void GiveBack(long offset, long lengthBytes) =>
        _ = Advise(Base + offset, (nuint)lengthBytes, AdviceDontNeed);

    public override void Free() => _ = Unmap(_mapping, _mappedBytes);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(byte* address, nuint length, int advice);
}
