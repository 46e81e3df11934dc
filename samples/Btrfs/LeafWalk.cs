namespace AopKit.Samples.Btrfs;

/// <summary>Where a walk over the leaves of a tree stands; its default value is the beginning.</summary>
/// <param name="Key">The least key that the walk has still to see.</param>
/// <param name="PreviousLeaf">The logical address of the leaf before it; 0 at the beginning.</param>
public readonly record struct LeafPosition(BtrfsKey Key, long PreviousLeaf);

/// <summary>What a walk over leaves did.</summary>
/// <param name="LeafCount">The leaves that it saw.</param>
/// <param name="ScatteredCount">Of them: not on the device behind the leaf before them in key order.</param>
/// <param name="ChangedCount">The marks that it set, or consumed.</param>
/// <param name="LastLeaf">The logical address of the last of them; 0 if there was none.</param>
/// <param name="Next">Where to go on; null after the last leaf.</param>
public readonly record struct LeafWalk(
    long LeafCount, long ScatteredCount, long ChangedCount, long LastLeaf, LeafPosition? Next);
