using AopKit.Samples.Btrfs.Trees;

namespace AopKit.Samples.Btrfs.Files;

/// <summary>
/// One address space per inode: made when the file is first opened, shared by all who have it open, kept a while after
/// the last has closed it, then disposed.
/// </summary>
/// <remarks>The lock guards the two collections; it is never held while a space is disposed or used.</remarks>
internal sealed class FileSpaces(
    ISpaceFactory factory, FileContent content, SubvolumeRoots roots, int idleLimit, CallbackTrace trace)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<InodeId, OpenFile> _files = [];
    private readonly LinkedList<OpenFile> _idle = [];
    private bool _isDisposed;

    /// <summary>The file's space, with one more user.</summary>
    public OpenFile Open(BtrfsInode inode)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_files.TryGetValue(inode.Id, out OpenFile? file))
            {
                var operations = new FileOperations(content, roots.Find(inode.Id.Tree).Root, inode, trace);
                var options = new AddressSpaceOptions { Name = $"file {inode.Id}" };
                file = new OpenFile(inode, factory.Create(operations, options));
                _files.Add(inode.Id, file);
            }

            if (file.Idle is { } idle)
            {
                _idle.Remove(idle);
                file.Idle = null;
            }

            file.UserCount++;
            return file;
        }
    }

    /// <summary>One user less. The longest idle file gives way if there are too many.</summary>
    public void Close(OpenFile file)
    {
        OpenFile? oldest = null;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            file.UserCount--;
            if (file.UserCount == 0)
            {
                file.Idle = _idle.AddLast(file);
            }

            if (_idle.Count > idleLimit)
            {
                oldest = _idle.First!.Value;
                _idle.RemoveFirst();
                _files.Remove(oldest.Inode.Id);
            }
        }

        oldest?.Space.Dispose();
    }

    /// <summary>Disposes the spaces that nobody uses: what happens to inodes when memory is short.</summary>
    /// <returns>How many there were.</returns>
    public int DropIdle()
    {
        OpenFile[] idle;
        lock (_lock)
        {
            idle = [.. _idle];
            _idle.Clear();
            foreach (OpenFile file in idle)
            {
                _files.Remove(file.Inode.Id);
            }
        }

        foreach (OpenFile file in idle)
        {
            file.Space.Dispose();
        }

        return idle.Length;
    }

    /// <summary>Disposes all spaces. Files that are still open cannot be read any more.</summary>
    public void DisposeAll()
    {
        OpenFile[] files;
        lock (_lock)
        {
            _isDisposed = true;
            files = [.. _files.Values];
            _files.Clear();
            _idle.Clear();
        }

        foreach (OpenFile file in files)
        {
            file.Space.Dispose();
        }
    }
}

/// <summary>An inode that is in memory, with its space.</summary>
internal sealed class OpenFile(BtrfsInode inode, AddressSpace<NoMetadata> space)
{
    public BtrfsInode Inode { get; } = inode;

    public AddressSpace<NoMetadata> Space { get; } = space;

    /// <summary>How many have it open. Guarded by the lock of <see cref="FileSpaces"/>, as is the next.</summary>
    public int UserCount { get; set; }

    /// <summary>Its place among those that nobody has open.</summary>
    public LinkedListNode<OpenFile>? Idle { get; set; }
}
