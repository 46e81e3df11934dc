using AopKit.Samples.Devices;

namespace AopKit.Samples.Fsblock.Format;

/// <summary>
/// The three feature words of a revision 1 superblock. An unknown compatible feature means nothing to a reader, an
/// unknown read-only one forbids writing, an unknown incompatible one forbids everything. Names are those of e2fsprogs.
/// </summary>
internal readonly record struct Features(uint Compatible, uint Incompatible, uint ReadOnly)
{
    private const uint FileTypeBit = 0x2;
    private const uint SparseSuperBit = 0x1;
    private const uint LargeFileBit = 0x2;
    private const uint SparseSuper2Bit = 0x200;
    private const uint KnownReadOnly = SparseSuperBit | LargeFileBit;

    private static readonly string?[] s_incompatibleNames =
    [
        "compression", "filetype", "needs_recovery (a journal must be replayed first)", "journal_dev", "meta_bg", null,
        "extents", "64bit", "mmp", "flex_bg", "ea_inode", null, "dirdata", "metadata_csum_seed", "large_dir",
        "inline_data", "encrypt", "casefold",
    ];

    private static readonly string?[] s_readOnlyNames =
    [
        "sparse_super", "large_file", "btree_dir", "huge_file", "uninit_bg", "dir_nlink", "extra_isize", null, "quota",
        "bigalloc", "metadata_csum", "replica", "read-only", "project", "shared_blocks", "verity", "orphan_present",
    ];

    /// <summary>Whether directory entries say the type of what they name.</summary>
    public bool HasFileType => (Incompatible & FileTypeBit) != 0;

    /// <summary>Whether only some groups begin with a copy of the superblock.</summary>
    public bool HasSparseSuper => (ReadOnly & SparseSuperBit) != 0;

    /// <summary>Whether only the two groups that the superblock names hold such a copy.</summary>
    public bool HasSparseSuper2 => (Compatible & SparseSuper2Bit) != 0;

    /// <summary>Whether a file may reach 2 GiB.</summary>
    public bool HasLargeFile => (ReadOnly & LargeFileBit) != 0;

    /// <summary>The read-only word with the feature that a file of 2 GiB needs.</summary>
    public uint ReadOnlyWithLargeFile => ReadOnly | LargeFileBit;

    /// <summary>The features that keep this client from writing, or null if there are none.</summary>
    public string? WriteObstacle =>
        (ReadOnly & ~KnownReadOnly) is var unknown and not 0 ? Names(unknown, s_readOnlyNames) : null;

    /// <summary>Throws if the image uses a feature without which it cannot even be read.</summary>
    /// <exception cref="ImageUnsupportedException">It does; all such features are named.</exception>
    public void ThrowIfUnreadable()
    {
        uint unknown = Incompatible & ~FileTypeBit;
        if (unknown != 0)
        {
            throw new ImageUnsupportedException(
                $"it uses the incompatible features {Names(unknown, s_incompatibleNames)}");
        }
    }

    private static string Names(uint bits, string?[] names)
    {
        var found = new List<string>();
        for (int bit = 0; bit < 32; bit++)
        {
            if ((bits >> bit & 1) != 0)
            {
                found.Add((bit < names.Length ? names[bit] : null) ?? $"0x{1u << bit:x}");
            }
        }

        return string.Join(", ", found);
    }
}
