namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K09_MetadataSetBare
{
    public static KernelBug Bug { get; } = new(
        "K09",
        "iomap, 8e47a457321c",
        "Private data was set on the page without the reference that goes with it, so that migration moved "
        + "nothing and said that it had.",
        Catcher.TypeSystem,
        "CS0200")
    {
        Buggy =
            """
            sealed class BlockState
            {
                public ulong Uptodate;
            }

            sealed class IoOperations(AddressSpace<BlockState> space)
            {
                public void Prepare(PageIndex index)
                {
                    using PagePin<BlockState> pin = space.Pin(index);
                    using LockedPage<BlockState> page = pin.Lock();
                    page.Metadata = new BlockState();
                }
            }
            """,
        Fixed =
            """
            sealed class BlockState
            {
                public ulong Uptodate;
            }

            sealed class IoOperations(AddressSpace<BlockState> space)
            {
                public void Prepare(PageIndex index)
                {
                    using PagePin<BlockState> pin = space.Pin(index);
                    using LockedPage<BlockState> page = pin.Lock();
                    if (page.Metadata is null)
                    {
                        page.Attach(new BlockState());
                    }
                }
            }
            """,
        NearMiss =
            """
            sealed class BlockState
            {
                public ulong Uptodate;
            }

            sealed class IoOperations(AddressSpace<BlockState> space)
            {
                public void Prepare(PageIndex index)
                {
                    using PagePin<BlockState> pin = space.Pin(index);
                    BlockState state = pin.GetOrAttach(new BlockState());
                    state.Uptodate = ulong.MaxValue;
                }
            }
            """,
    };
}
