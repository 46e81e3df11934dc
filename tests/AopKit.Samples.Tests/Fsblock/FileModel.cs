using AopKit.Samples.Fsblock;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>A file as an array: what the file system must agree with after every change.</summary>
internal sealed class FileModel
{
    private const int LargestBytes = 700_000;

    private readonly Random _random;
    private readonly uint _inode;
    private byte[] _content;

    private FileModel(uint inode, byte[] content, Random random) =>
        (_inode, _content, _random) = (inode, content, random);

    /// <summary>Some small and large files of an image, with what they hold.</summary>
    public static List<FileModel> SomeOf(Ext2FileSystem fileSystem, Random random)
    {
        List<Ext2Inode> inodes =
        [
            .. fileSystem.EnumerateTree().Select(static entry => entry.Inode)
                .Where(static inode => inode.Type == Ext2FileType.Regular && inode.Size <= LargestBytes)
                .DistinctBy(static inode => inode.Number),
        ];
        return
        [
            .. Enumerable.Range(0, 8).Select(_ =>
            {
                Ext2Inode inode = inodes[random.Next(inodes.Count)];
                inodes.Remove(inode);
                return new FileModel(inode.Number, ReadAll(fileSystem, inode.Number), random);
            }),
        ];
    }

    public void ChangeAtRandom(Ext2FileSystem fileSystem)
    {
        using Ext2File file = fileSystem.OpenFile(_inode);
        switch (_random.Next(10))
        {
            case 0:
                SetLength(file, _random.Next(_content.Length + 1));
                break;
            case 1:
                SetLength(file, _random.Next(LargestBytes));
                break;
            case 2:
                SetLength(file, 0);
                break;
            default:
                // Small and large, inside and behind the end.
                int offset = _random.Next(_random.Next(2) == 0 ? _content.Length + 1 : LargestBytes - 40_000);
                Write(file, offset, _random.Next(1, _random.Next(2) == 0 ? 3_000 : 40_000));
                break;
        }

        Assert.Equal(_content.Length, file.Length);
        AssertSomeBytes(file);
    }

    public void AssertIn(Ext2FileSystem fileSystem) => Assert.Equal(_content, ReadAll(fileSystem, _inode));

    private static byte[] ReadAll(Ext2FileSystem fileSystem, uint inode)
    {
        using Ext2File file = fileSystem.OpenFile(inode);
        byte[] content = new byte[file.Length];
        Assert.Equal(content.Length, file.Read(0, content));
        return content;
    }

    private void SetLength(Ext2File file, int length)
    {
        file.SetLength(length);
        Array.Resize(ref _content, length);
    }

    private void Write(Ext2File file, int offset, int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        file.Write(offset, bytes);
        Array.Resize(ref _content, Math.Max(_content.Length, offset + count));
        bytes.CopyTo(_content, offset);
    }

    private void AssertSomeBytes(Ext2File file)
    {
        int offset = _random.Next(_content.Length + 1);
        byte[] read = new byte[Math.Min(10_000, _content.Length - offset)];
        Assert.Equal(read.Length, file.Read(offset, read));
        Assert.Equal(_content.AsSpan(offset, read.Length), read.AsSpan());
    }
}
