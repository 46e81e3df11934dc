using System.Buffers;
using AopKit.Samples.Btrfs.Format;

namespace AopKit.Samples.Btrfs.Trees;

/// <summary>
/// A checked tree block for as long as it is looked at: in place under a pin if it lies on one page, otherwise put
/// together in a rented buffer.
/// </summary>
internal readonly ref struct BlockAccess : IDisposable
{
    private readonly PagePin<TreeMetadata> _pin;
    private readonly byte[]? _rented;

    public BlockAccess(PagePin<TreeMetadata> pin, TreeBlock block)
    {
        _pin = pin;
        Block = block;
    }

    public BlockAccess(byte[] rented, TreeBlock block)
    {
        _rented = rented;
        Block = block;
    }

    public TreeBlock Block { get; }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
        else
        {
            _pin.Dispose();
        }
    }
}
