using System.Security.Cryptography;
using AopKit.Samples.Btrfs;
using AopKit.Samples.Tests.Devices;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>Compares a whole file system with what a kernel mount of the same image showed.</summary>
internal static class ManifestCheck
{
    /// <summary>Reads everything, and fails at the first difference.</summary>
    /// <returns>How many files were compared.</returns>
    public static int AssertEqual(BtrfsFileSystem files, IEnumerable<ManifestEntry> manifest)
    {
        Dictionary<string, ManifestEntry> expected =
            manifest.ToDictionary(static entry => entry.Path, StringComparer.Ordinal);
        int count = 0;
        foreach ((string path, DirectoryEntry entry) in files.Walk())
        {
            Assert.True(expected.Remove(path, out ManifestEntry? line), $"'{path}' is not in the manifest.");
            Assert.Equal(line, Describe(files, path, entry, line));
            Assert.Equal(entry.Target, files.Find(line.PathBytes));
            count++;
        }

        Assert.Empty(expected.Keys);
        return count;
    }

    // As the manifest would tell it; its own dictionary stands in where the attributes are equal, for the record's
    // sake.
    private static ManifestEntry Describe(
        BtrfsFileSystem files, string path, DirectoryEntry entry, ManifestEntry expected)
    {
        BtrfsInode inode = files.GetInode(entry.Target);
        Assert.Equal(entry.Kind, inode.Kind);
        Dictionary<string, string> attributes = files.GetAttributes(inode.Id).ToDictionary(
            static pair => pair.Key, static pair => Convert.ToHexStringLower(SHA256.HashData(pair.Value))[..16]);
        Assert.Equal(expected.Attributes.OrderBy(static pair => pair.Key), attributes.OrderBy(static pair => pair.Key));
        return new ManifestEntry(
            path,
            TypeOf(inode.Kind),
            inode.Permissions,
            inode.Kind == FileKind.Directory ? 0 : (int)inode.Links,
            inode.Kind is FileKind.Regular or FileKind.SymbolicLink ? inode.Size : 0,
            HashOf(files, inode),
            expected.Attributes);
    }

    private static char TypeOf(FileKind kind) => kind switch
    {
        FileKind.Regular => 'f',
        FileKind.Directory => 'd',
        FileKind.SymbolicLink => 'l',
        FileKind.Fifo => 'p',
        FileKind.CharacterDevice => 'c',
        FileKind.BlockDevice => 'b',
        FileKind.Socket => 's',
        _ => '?',
    };

    private static string HashOf(BtrfsFileSystem files, BtrfsInode inode)
    {
        switch (inode.Kind)
        {
            case FileKind.SymbolicLink:
                return Convert.ToHexStringLower(SHA256.HashData(files.ReadLink(inode.Id)));
            case FileKind.Regular:
                break;
            default:
                return "-";
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using BtrfsFile file = files.OpenFile(inode.Id);
        byte[] buffer = new byte[100_000];
        long offset = 0;
        int read;
        while ((read = file.Read(offset, buffer)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            offset += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
