using AopKit.Samples.Devices;
using AopKit.Samples.Fsblock.Format;

namespace AopKit.Samples.Fsblock.Volume;

/// <summary>
/// The fields of the superblock that change while the file system is open, read and written in their page.
/// </summary>
internal sealed class SuperblockFields(Superblock superblock, MetadataSpace metadata)
{
    private const ushort CleanlyUnmounted = 1;
    private const int FreeBlocksField = Superblock.Offset + 12;
    private const int WriteTimeField = Superblock.Offset + 48;
    private const int StateField = Superblock.Offset + 58;
    private const int ReadOnlyFeaturesField = Superblock.Offset + 100;

    /// <summary>Whether the file system says that whoever wrote it last finished doing so.</summary>
    public bool IsClean => (metadata.ReadHalf(StateField) & CleanlyUnmounted) != 0;

    /// <summary>Says whether all that belongs together is on the disk, and when that was written.</summary>
    public void WriteState(bool clean, DateTimeOffset time)
    {
        int others = metadata.ReadHalf(StateField) & ~CleanlyUnmounted;
        metadata.WriteHalf(StateField, (ushort)(others | (clean ? CleanlyUnmounted : 0)));
        metadata.WriteWord(WriteTimeField, (uint)time.ToUnixTimeSeconds());
    }

    /// <summary>Changes the number of free blocks.</summary>
    /// <exception cref="ImageCorruptException">
    /// It would leave 0 to the number of blocks: it was wrong before.
    /// </exception>
    public void AddFreeBlocks(int change)
    {
        long before = metadata.ReadWord(FreeBlocksField);
        long after = before + change;
        if (after < 0 || after > superblock.BlockCount)
        {
            throw new ImageCorruptException(
                "superblock", FreeBlocksField,
                $"{before} free blocks of {superblock.BlockCount} contradict the groups");
        }

        metadata.WriteWord(FreeBlocksField, (uint)after);
    }

    /// <summary>Announces that a file has reached 2 GiB.</summary>
    public void AnnounceLargeFile()
    {
        Features announced = superblock.Features with { ReadOnly = metadata.ReadWord(ReadOnlyFeaturesField) };
        if (!announced.HasLargeFile)
        {
            metadata.WriteWord(ReadOnlyFeaturesField, announced.ReadOnlyWithLargeFile);
        }
    }
}
