using System.IO.MemoryMappedFiles;
using AopKit.Benchmarks.Peers.Workloads;
using Microsoft.Win32.SafeHandles;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>A file that was just written, opened for reading and mapped; removed in the end.</summary>
internal sealed unsafe class WarmFile : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"aopkit-peers-{Environment.ProcessId}.bin");
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;

    public WarmFile(int pageCount)
    {
        byte[] page = new byte[PageContent.PageSize];
        using (FileStream file = File.Create(_path, 1 << 20))
        {
            for (int key = 0; key < pageCount; key++)
            {
                PageContent.Fill(page, key);
                file.Write(page);
            }
        }

        Handle = File.OpenHandle(_path, options: FileOptions.RandomAccess);
        _mapping = MemoryMappedFile.CreateFromFile(
            _path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        _view = _mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = (nint)start;
        Touch(pageCount);
    }

    public SafeFileHandle Handle { get; }

    /// <summary>Where the mapping begins.</summary>
    public nint Start { get; }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping.Dispose();
        Handle.Dispose();
        File.Delete(_path);
    }

    /// <summary>Reads every page by both ways once, so that no page fault is in the figures.</summary>
    private void Touch(int pageCount)
    {
        var mapped = new MappedPages(Start);
        var read = new FilePages(Handle, smallReadBytes: 64);
        for (int key = 0; key < pageCount; key++)
        {
            if (!mapped.TryReadEight(key, out ulong one) || !read.TryReadEight(key, out ulong other)
                || one != (ulong)key || other != one)
            {
                throw new InvalidDataException($"Page {key} of the file is not what was written.");
            }
        }
    }
}
