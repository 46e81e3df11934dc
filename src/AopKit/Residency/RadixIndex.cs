using System.Numerics;
using System.Runtime.CompilerServices;
using AopKit.Checking;

namespace AopKit.Residency;

/// <summary>
/// Which pages of one address space are in the cache, in order: a radix tree of 64-way nodes over 8-byte slots, in
/// native memory; flat for a space that says how many pages to expect.
/// </summary>
/// <remarks>
/// <para>
/// Everything that changes a slot, a tag or the tree holds the space's gate. Lookups take no lock. A space that holds
/// nothing has no node; one whose pages lie below 64 has one. A flat index has its leaves beside each other, so that
/// their slots are an array; the inner nodes are there as in every tree, for the searches in order.
/// </para>
/// <para>
/// <b>Why a lookup finds nothing false.</b> A node that holds nothing is taken out and may be another space's at once,
/// while a lookup still stands on it. That a frame holds the page is said by the frame's header, under a pin or within
/// a version, wherever the lookup heard of the frame. For the rest, that a slot is empty or leaving, a lookup reads the
/// root word before it begins, and again before it believes it. If the word is the same, no node was taken out in
/// between, so every node that it went through was this space's, and was so all the time. If not, it begins again.
/// </para>
/// <para>
/// That needs three orders, also where loads and stores may be reordered. (1) The remover unlinks a node, then counts
/// the version up (a release), then gives the node to the pool (an exchange, a full fence); who takes it from there
/// does so by an exchange, and writes entries with release. So who reads, with acquire, something of the node's next
/// life, reads the next version afterwards. (2) The lookup reads the root, the entries and the root again with acquire:
/// no load moves before the one that came earlier. (3) A page that is resident
/// all through a lookup is found: its nodes are not taken out, a new root holds the old one below it, and each entry
/// was written with release before the page could be known to be there.
/// </para>
/// <para>
/// A number read on a node of another life may be anything, a page's slot for instance: it is compared with the number
/// of nodes that can be read before it is followed (<see cref="NodeMemory"/>). A child's number
/// never looks like a resident slot, because it is positive. The version has 25 bits: a lookup would have to stand
/// still while 33 million nodes of its own space go, and find root and slot as before.
/// </para>
/// <para>
/// It is a struct in the space, not an object of its own, because a lookup would wait for one more load, and a million
/// spaces would pay for it.
/// </para>
/// </remarks>
internal unsafe partial struct RadixIndex(NodePool nodes, int flatSizeClass)
{
    private const int LevelBits = 6;
    private const int MaxLevels = 11;

    private readonly NodePool _nodes = nodes;

    /// <summary>Where lookups begin: the tree, or the flat leaves if there are some.</summary>
    private long _root;

    /// <summary>The tree, without a version; the same as the root unless that is flat.</summary>
    private long _tree;

    /// <summary>The leaf that a page came into last, see <see cref="LeafHint"/>: the next is often beside it.</summary>
    private long _arrived = LeafHint.None;

    /// <summary>The leaf that a page left last. Gate held.</summary>
    private long _left = LeafHint.None;

    /// <summary>How many pages the flat leaves have slots for; 0 while there are none.</summary>
    public long FlatPageCount;

    /// <summary>
    /// The flat leaves' first slot. It stays when they go, because a lookup may have seen their count just before: then
    /// it reads slots of another life.
    /// </summary>
    public long* FlatSlots;

    /// <summary>Nodes that the space pays for.</summary>
    public int NodeCount { get; private set; }

    /// <summary>Leaves that hold shadow entries and no page: what <see cref="PruneShadows"/> can take out.</summary>
    public int ShadowLeafCount { get; private set; }

    /// <summary>
    /// Finds the slot of a page. It may be of another space, if its node was taken out meanwhile, and is an empty one
    /// if no leaf holds it.
    /// </summary>
    /// <param name="index">The page.</param>
    /// <param name="root">To be given to <see cref="IsCurrent"/> before absence is believed.</param>
    public long* FindSlot(long index, out long root)
    {
        root = IndexSlot.Read(ref _root);
        if ((ulong)index < (ulong)Volatile.Read(ref FlatPageCount))
        {
            Schedule.Point(ref FlatPageCount);
            return FlatSlots + index;
        }

        return FindInTree(index);
    }

    /// <summary>As <see cref="FindSlot"/>, in the tree: it holds a flat index's pages, too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long* FindInTree(long index)
    {
        long hint = IndexSlot.Read(ref _arrived);
        return LeafHint.IsFor(hint, index)
            ? _nodes[LeafHint.Node(hint)].Entries + ChildOf(index, 0)
            : _nodes.Find(IndexSlot.Read(ref _tree), index);
    }

    /// <summary>Whether no node was taken out since a lookup began.</summary>
    public bool IsCurrent(long root) => IndexSlot.Read(ref _root) == root;

    /// <summary>The slot's content; empty if no leaf holds it.</summary>
    public long ReadSlot(long index)
    {
        while (true)
        {
            long content = IndexSlot.Read(ref *FindSlot(index, out long root));
            if (IsCurrent(root))
            {
                return content;
            }
        }
    }

    private static int LevelsFor(long index)
    {
        int bits = 64 - BitOperations.LeadingZeroCount((ulong)index);
        return Math.Max(0, ((bits + LevelBits - 1) / LevelBits) - 1);
    }

    private static bool IsCovered(long index, int levels) =>
        levels >= MaxLevels - 1 || index >> ((levels + 1) * LevelBits) == 0;

    private static int ChildOf(long index, int level) => (int)(index >> (level * LevelBits)) & (IndexNode.Fanout - 1);
}
