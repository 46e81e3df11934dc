namespace AopKit.Residency;

/// <summary>What few address spaces need at a time; made when the first of it is needed. The space's gate is held.
/// </summary>
internal sealed class SpaceExtras
{
    /// <summary>Fills that somebody waits for, by page index.</summary>
    public readonly Dictionary<long, FillOperation> Fills = new(0);

    /// <summary>Its place in the row of spaces with shadow leaves.</summary>
    public LinkedListNode<Space>? ShadowPlace;

    /// <summary>Where the next prune of shadow leaves goes on.</summary>
    public long PruneFrom;

    /// <summary>Its place in the row of idle spaces.</summary>
    public LinkedListNode<Space>? IdlePlace;

    /// <summary>Ends asynchronous fills at teardown.</summary>
    public CancellationTokenSource? Exiting;
}
