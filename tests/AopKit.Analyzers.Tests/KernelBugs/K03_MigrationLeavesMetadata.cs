namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K03_MigrationLeavesMetadata
{
    public static KernelBug Bug { get; } = new(
        "K03",
        "UBIFS, 4ac1c17b2044",
        "The generic migration copied the bytes and left the private flag behind, by which free space was counted.",
        Catcher.Analyzer,
        "AOP4004")
    {
        Buggy =
            """
            sealed class Budget
            {
                public int Bytes;
            }

            sealed class FlashOperations : IAddressSpaceOperations<Budget>, IMigratePage<Budget>
            {
                public void ReadPage(FillPage<Budget> page) => page.Attach(new Budget { Bytes = page.Bytes.Length });

                public MigrateOutcome MigratePage(LockedPage<Budget> from, LockedPage<Budget> to) =>
                    MigrateOutcome.Moved;
            }
            """,
        Fixed =
            """
            sealed class Budget
            {
                public int Bytes;
            }

            sealed class FlashOperations : IAddressSpaceOperations<Budget>, IMigratePage<Budget>
            {
                public void ReadPage(FillPage<Budget> page) => page.Attach(new Budget { Bytes = page.Bytes.Length });

                public MigrateOutcome MigratePage(LockedPage<Budget> from, LockedPage<Budget> to)
                {
                    if (from.Detach() is { } budget)
                    {
                        to.Attach(budget);
                    }

                    return MigrateOutcome.Moved;
                }
            }
            """,
        NearMiss =
            """
            sealed class Budget
            {
                public int Bytes;
            }

            sealed class FlashOperations : IAddressSpaceOperations<Budget>, IMigratePage<Budget>
            {
                public void ReadPage(FillPage<Budget> page) => page.Attach(new Budget { Bytes = page.Bytes.Length });

                public MigrateOutcome MigratePage(LockedPage<Budget> from, LockedPage<Budget> to) =>
                    from.Metadata is null ? MigrateOutcome.Moved : MigrateOutcome.Kept;
            }
            """,
    };
}
