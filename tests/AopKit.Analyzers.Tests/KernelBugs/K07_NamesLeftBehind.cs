namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K07_NamesLeftBehind
{
    public static KernelBug Bug { get; } = new(
        "K07",
        "NFS, 11de3b11e08c",
        "The pages of a directory owned names on the heap; reclaim freed the pages and nobody freed the names.",
        Catcher.Analyzer,
        "AOP2002")
    {
        Buggy =
            """
            sealed class DirectoryNames(byte[] text)
            {
                public byte[] Text { get; } = text;
            }

            sealed class DirectoryOperations : IAddressSpaceOperations<DirectoryNames>
            {
                public void ReadPage(FillPage<DirectoryNames> page)
                {
                    page.Bytes.Clear();
                    page.Attach(new DirectoryNames(System.Buffers.ArrayPool<byte>.Shared.Rent(page.Bytes.Length)));
                }
            }
            """,
        Fixed =
            """
            sealed class DirectoryNames(byte[] text)
            {
                public byte[] Text { get; } = text;
            }

            sealed class DirectoryOperations : IAddressSpaceOperations<DirectoryNames>, IOnRemove<DirectoryNames>
            {
                public void ReadPage(FillPage<DirectoryNames> page)
                {
                    page.Bytes.Clear();
                    page.Attach(new DirectoryNames(System.Buffers.ArrayPool<byte>.Shared.Rent(page.Bytes.Length)));
                }

                public void OnRemove(in RemovedPage<DirectoryNames> page, RemoveReason reason)
                {
                    if (page.Metadata is { } names)
                    {
                        System.Buffers.ArrayPool<byte>.Shared.Return(names.Text);
                    }
                }
            }
            """,
        NearMiss =
            """
            sealed class DirectoryNames(byte[] text)
            {
                public byte[] Text { get; } = text;
            }

            sealed class DirectoryOperations : IAddressSpaceOperations<DirectoryNames>
            {
                // An array of its own: the garbage collector ends it with the page.
                public void ReadPage(FillPage<DirectoryNames> page)
                {
                    page.Bytes.Clear();
                    page.Attach(new DirectoryNames(new byte[page.Bytes.Length]));
                }
            }
            """,
    };
}
