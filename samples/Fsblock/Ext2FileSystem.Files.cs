using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Files;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Fsblock;

/// <content>Bytes of files, and the state of the file system as a whole.</content>
public sealed partial class Ext2FileSystem
{
    private bool _isChanged;
    private bool _wasClean;
    private ImageCorruptException? _damage;

    /// <summary>Why the image cannot be written, or null if it can.</summary>
    public string? WriteObstacle => this switch
    {
        { _superblock.Features.WriteObstacle: { } features } => $"the image has the features {features}",
        { _device.CanWrite: false } => "its device was opened for reading only",
        { _damage: { } damage } => $"damage was found while it was written: {damage.Message}",
        _ => null,
    };

    /// <summary>Writes all unwritten pages, files first, and says in the superblock that the image is whole.</summary>
    /// <exception cref="WritebackException">A write failed; the pages stay unwritten.</exception>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        FlushIfChanged();
    }

    internal Ext2Inode Describe(InodeNode node)
    {
        using Shared shared = EnterShared();
        InodeRecord record = node.Record;
        bool hasBytes = record.Type is Ext2FileType.Regular or Ext2FileType.Directory or Ext2FileType.SymbolicLink;
        return new Ext2Inode(
            node.Number,
            record.Type,
            record.Mode & 0xFFF,
            hasBytes ? record.Size : 0,
            record.Links,
            record.User,
            record.Group,
            DateTimeOffset.FromUnixTimeSeconds(record.ModifiedSeconds),
            InodeReader.DeviceOf(record));
    }

    internal int Read(InodeNode node, long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        using Shared shared = EnterShared();
        int count = (int)Math.Clamp(node.Record.Size - offset, 0, destination.Length);
        if (count > 0)
        {
            node.Blocks.Read(offset, destination[..count]);
        }

        return count;
    }

    internal void Write(InodeNode node, long offset, ReadOnlySpan<byte> source)
    {
        using Exclusive exclusive = EnterExclusive();
        BeginChange(node);
        try
        {
            _writer.Write(node, offset, source);
        }
        catch (ImageCorruptException damage)
        {
            _damage = damage;
            throw;
        }
    }

    internal void SetLength(InodeNode node, long length)
    {
        using Exclusive exclusive = EnterExclusive();
        BeginChange(node);
        try
        {
            _writer.SetLength(node, length);
        }
        catch (ImageCorruptException damage)
        {
            _damage = damage;
            throw;
        }
    }

    internal void Release(InodeNode node) => _nodes.Release(node);

    // The node is taken under the shared lock, so that no writer changes the inode between its reading and its use.
    private InodeNode Acquire(uint inode)
    {
        using Shared shared = EnterShared();
        return _nodes.Acquire(inode, _inodes.Read, Make);
    }

    private NodeUse Use(uint inode) => new(this, Acquire(inode));

    private InodeNode Make(uint number, InodeRecord record) =>
        new(number, record, _nodes, _mapper, _mappings, node => _spaces.Make(node, $"ext2 inode {node.Number}"));

    private void BeginChange(InodeNode node)
    {
        if (WriteObstacle is { } obstacle)
        {
            throw new NotSupportedException($"The image cannot be written: {obstacle}.");
        }

        if ((node.Record.Flags & (InodeFlags.Immutable | InodeFlags.AppendOnly)) is not 0 and var flags)
        {
            throw new NotSupportedException($"Inode {node.Number} cannot be changed: it is {flags}.");
        }

        if (!_isChanged)
        {
            // Before anything else changes on the disk, the disk says so: whoever finds it after a crash checks it.
            _wasClean = _fields.IsClean;
            _fields.WriteState(clean: false, _options.Time.GetUtcNow());
            FlushMetadata();
            _isChanged = true;
        }
    }

    private void FlushIfChanged()
    {
        using Exclusive exclusive = EnterExclusive();
        if (!_isChanged)
        {
            return;
        }

        foreach (uint number in _nodes.Snapshot())
        {
            if (_nodes.AcquireIfAny(number) is { } node)
            {
                using var use = new NodeUse(this, node);
                node.BlocksIfAny?.Space.Flush();
            }
        }

        FlushMetadata();
        WriteCleanState();
        _isChanged = false;
    }

    // Only after all the rest has reached the disk. Damage that was found midway leaves the image unfinished.
    private void WriteCleanState()
    {
        _fields.WriteState(_wasClean && _damage is null, _options.Time.GetUtcNow());
        try
        {
            FlushMetadata();
        }
        catch (WritebackException)
        {
            _fields.WriteState(clean: false, _options.Time.GetUtcNow());
            throw;
        }
    }

    private void FlushMetadata()
    {
        _metadata.Space.Flush();
        _device.Flush();
    }

    private void SettleCharges() => _tables.ForEach(static table => table.Settle());

    private Shared EnterShared() => new(this);

    private Exclusive EnterExclusive() => new(_lock);

    /// <summary>The right to read what no one changes meanwhile. Afterwards the tables' charges are settled.</summary>
    private readonly ref struct Shared
    {
        private readonly Ext2FileSystem _owner;

        public Shared(Ext2FileSystem owner)
        {
            _owner = owner;
            owner._lock.EnterReadLock();
        }

        public void Dispose()
        {
            _owner._lock.ExitReadLock();
            _owner.SettleCharges();
        }
    }

    /// <summary>The right to change.</summary>
    private readonly ref struct Exclusive
    {
        private readonly ReaderWriterLockSlim _held;

        public Exclusive(ReaderWriterLockSlim held)
        {
            _held = held;
            held.EnterWriteLock();
        }

        public void Dispose() => _held.ExitWriteLock();
    }

    /// <summary>A node that is held for the time of an operation.</summary>
    private readonly struct NodeUse(Ext2FileSystem owner, InodeNode node) : IDisposable
    {
        public InodeNode Node => node;

        public void Dispose() => owner.Release(node);
    }
}
