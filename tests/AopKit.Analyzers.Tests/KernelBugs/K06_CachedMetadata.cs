namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K06_CachedMetadata
{
    public static KernelBug Bug { get; } = new(
        "K06",
        "nilfs2, cdaac8e7e5a0 (CVE-2023-54140)",
        "A long-lived object remembered the buffer of a page; a forced discard ended it, and the next use met "
        + "what was left.",
        Catcher.Analyzer,
        "AOP1002")
    {
        Buggy =
            """
            sealed class BlockBuffer
            {
                public long Block;

                public void MarkDirty() { }
            }

            sealed class LogWriter(AddressSpace<BlockBuffer> log)
            {
                private BlockBuffer? _current;

                public void Open(PageIndex index)
                {
                    using PagePin<BlockBuffer> page = log.Pin(index);
                    _current = page.Metadata;
                }

                public void Append() => _current?.MarkDirty();
            }
            """,
        Fixed =
            """
            sealed class BlockBuffer
            {
                public long Block;

                public void MarkDirty() { }
            }

            sealed class LogWriter(AddressSpace<BlockBuffer> log)
            {
                private PageIndex _current;

                public void Open(PageIndex index) => _current = index;

                public void Append()
                {
                    using PagePin<BlockBuffer> page = log.Pin(_current);
                    page.Metadata?.MarkDirty();
                }
            }
            """,
        NearMiss =
            """
            sealed class BlockBuffer
            {
                public long Block;

                public void MarkDirty() { }
            }

            sealed class LogWriter(AddressSpace<BlockBuffer> log)
            {
                private long _block;

                public void Open(PageIndex index)
                {
                    using PagePin<BlockBuffer> page = log.Pin(index);
                    _block = page.Metadata?.Block ?? 0;
                }

                public long Block => _block;
            }
            """,
    };
}
