namespace AopKit.Frames.Native;

/// <summary>Linux: huge pages by advice, and memory that is given back by advice.</summary>
/// <remarks>The constants are those of x64 and arm64, from mmap(2) and madvise(2).</remarks>
internal sealed class LinuxRegion : PosixRegion
{
    private const int MapPrivateAnonymousNoReserve = 0x02 | 0x20 | 0x4000;
    private const int AdviceDontNeed = 4;
    private const int AdviceHugePage = 14;
    private const int AdviceNoHugePage = 15;

    /// <summary>A smaller region would become mostly the unused end of a huge page.</summary>
    private const long LeastAdvisedBytes = 4 * ChunkBytes;

    public LinuxRegion(long sizeBytes, HugePages hugePages)
        : base(sizeBytes, MapPrivateAnonymousNoReserve)
    {
        if (hugePages == HugePages.Never || (hugePages == HugePages.Advise && sizeBytes >= LeastAdvisedBytes))
        {
            Advise(0, sizeBytes, hugePages == HugePages.Advise ? AdviceHugePage : AdviceNoHugePage);
        }
    }

    // Private anonymous memory reads zero after this advice, and keeps its protection. If the kernel refuses (locked
    // memory), it keeps the memory, and so do we.
    public override void GiveBack(long offset, long lengthBytes) => Advise(offset, lengthBytes, AdviceDontNeed);
}
