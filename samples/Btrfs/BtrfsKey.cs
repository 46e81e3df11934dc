namespace AopKit.Samples.Btrfs;

/// <summary>The key of an item. All trees are sorted by it: object, then type, then offset.</summary>
/// <param name="ObjectId">Mostly an inode number or the id of a tree.</param>
/// <param name="Type">What the item is; see <c>Format/ItemType.cs</c>.</param>
/// <param name="Offset">What it means depends on the type: a file position, a hash, an index.</param>
public readonly record struct BtrfsKey(ulong ObjectId, byte Type, ulong Offset) : IComparable<BtrfsKey>
{
    /// <summary>Its size on disk.</summary>
    internal const int Bytes = 17;

    /// <summary>The least key.</summary>
    public static BtrfsKey Least { get; } = new(0, 0, 0);

    /// <summary>The greatest key.</summary>
    public static BtrfsKey Greatest { get; } = new(ulong.MaxValue, byte.MaxValue, ulong.MaxValue);

    /// <summary>The key that follows this one, or null after the greatest.</summary>
    public BtrfsKey? Next => this switch
    {
        { Offset: < ulong.MaxValue } => this with { Offset = Offset + 1 },
        { Type: < byte.MaxValue } => new BtrfsKey(ObjectId, (byte)(Type + 1), 0),
        { ObjectId: < ulong.MaxValue } => new BtrfsKey(ObjectId + 1, 0, 0),
        _ => null,
    };

    /// <inheritdoc/>
    public int CompareTo(BtrfsKey other)
    {
        int byObject = ObjectId.CompareTo(other.ObjectId);
        if (byObject != 0)
        {
            return byObject;
        }

        int byType = Type.CompareTo(other.Type);
        return byType != 0 ? byType : Offset.CompareTo(other.Offset);
    }

    /// <inheritdoc/>
    public override string ToString() => $"({ObjectId} {Type} {Offset})";
}
