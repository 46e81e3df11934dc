using AopKit.Benchmarks.Peers.Workloads;
using Microsoft.Win32.SafeHandles;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>RandomAccess.Read on a file that the operating system holds in memory: a system call and a copy.</summary>
/// <param name="file">The file.</param>
/// <param name="smallReadBytes">How many bytes a read "in place" asks for.</param>
internal readonly struct FilePages(SafeFileHandle file, int smallReadBytes) : IPageCacheUnderTest
{
    public bool TryReadEight(long key, out ulong value)
    {
        Span<byte> buffer = stackalloc byte[smallReadBytes];
        int read = RandomAccess.Read(file, buffer, key * PageContent.PageSize);
        value = PageContent.ReadEight(buffer);
        return read == smallReadBytes;
    }

    public bool TryCopy(long key, Span<byte> destination) =>
        RandomAccess.Read(file, destination, key * PageContent.PageSize) == destination.Length;

    public ulong ReadOrFill(long key) => throw new NotSupportedException("A file is filled by the operating system.");

    public void Remove(long key) => throw new NotSupportedException("A file's pages leave when the system says so.");
}
