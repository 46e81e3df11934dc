using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements;

/// <summary>
/// Where extent buffers and their marks are kept. Each <see cref="Placement"/> is one of these and a class of
/// callbacks.
/// </summary>
internal abstract class FactStore(TreeGeometry geometry, IFactObserver observer)
{
    protected TreeGeometry Geometry { get; } = geometry;

    public IFactObserver Observer { get; } = observer;

    /// <summary>Finds what is known about a block.</summary>
    /// <param name="page">A pin on one of its pages.</param>
    /// <param name="block">Its logical address.</param>
    public abstract ExtentBuffer? Find(in PagePin<TreeMetadata> page, long block);

    /// <summary>
    /// Keeps what is known about a block at one of its pages, unless something is kept there already.
    /// </summary>
    public abstract void Keep(in PagePin<TreeMetadata> page, ExtentBuffer block);

    /// <summary>Marks a block that was found or kept under this same pin on its home page.</summary>
    /// <returns>False if it was marked already, or if this placement can take no more marks.</returns>
    public abstract bool TryMark(in PagePin<TreeMetadata> home, ExtentBuffer block);

    /// <summary>Takes the mark off a block.</summary>
    /// <returns>Whether there was one.</returns>
    public abstract bool TryConsume(in PagePin<TreeMetadata> home, long block);

    /// <summary>Ends what outlives the tree space: nothing is left afterwards.</summary>
    /// <param name="tree">The tree space, which is still there but no longer used.</param>
    public virtual void Close(AddressSpace tree)
    {
    }
}
