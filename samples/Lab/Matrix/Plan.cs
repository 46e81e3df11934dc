using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Matrix;

/// <summary>Which rows a client is run on, and with which seeds.</summary>
/// <remarks>
/// <c>normal</c> and <c>hotReaders</c> run over every combination that makes sense. The other workloads each ask one
/// question, and run where the answer can differ: see <see cref="Pointed"/>.
/// </remarks>
internal static class Plan
{
    private const Placement ReleasePage = Placement.ReleasePage;
    private const Placement OnRemove = Placement.OnRemove;
    private const Placement SideTable = Placement.SideTable;

    private static readonly int[] s_callbackTimes = [10, 100];

    /// <summary>
    /// The rows that <paramref name="options"/> asks for, in the order in which the tables show them. A filter that
    /// leaves nothing of the usual rows chooses from all.
    /// </summary>
    /// <exception cref="LabException">The combination is no row of the matrix.</exception>
    public static IReadOnlyList<Row> Rows(LabOptions options, ClientKind client)
    {
        IEnumerable<Row> usual = options.Mode switch
        {
            LabMode.Quick => Sample(),
            LabMode.Standard => [.. Broad(), .. Pointed(), .. SlowCallbacks()],
            _ => [.. Everything(), .. SlowCallbacks()],
        };
        IReadOnlyList<Row> rows = Choose(usual, options, client);
        rows = rows.Count > 0 ? rows : Choose(Everything(), options, client);
        return rows.Count > 0 ? rows : throw new LabException(
            $"No row of {Words.Camel(client)}'s matrix is like that: releasePage and sideTable run with notice none, "
            + "onRemove with beforeUnlock and afterUnlock, pinned, addressSpace and blockTable with prechecked and "
            + "none; dirtyRace needs fsblock.");
    }

    /// <summary>The seeds that <paramref name="options"/> asks for.</summary>
    public static IReadOnlyList<int> Seeds(LabOptions options) => options switch
    {
        { Seed: int only } => [only],
        { Mode: LabMode.Quick } => [1],
        { Mode: LabMode.Standard } => [1, 2, 3],
        _ => [1, 2, 3, 4, 5],
    };

    /// <summary>
    /// Every placement with the protocols and notices that it can be told apart by; the workload is to be filled in.
    /// </summary>
    public static IEnumerable<Row> Combinations()
    {
        foreach (ReleaseProtocol protocol in Enum.GetValues<ReleaseProtocol>())
        {
            yield return new Row(ReleasePage, protocol, RemoveNotification.None, default);
            yield return new Row(SideTable, protocol, RemoveNotification.None, default);
            yield return new Row(OnRemove, protocol, RemoveNotification.BeforeUnlock, default);
            yield return new Row(OnRemove, protocol, RemoveNotification.AfterUnlock, default);
        }

        foreach (Placement placement in (Placement[])[Placement.Pinned, Placement.AddressSpace, Placement.BlockTable])
        {
            yield return new Row(placement, ReleaseProtocol.Prechecked, RemoveNotification.None, default);
        }
    }

    private static IReadOnlyList<Row> Choose(IEnumerable<Row> rows, LabOptions options, ClientKind client) =>
        [.. rows.Where(row => IsPossible(row, client) && Fits(row, options))
            .Select(row => Apply(row, options))
            .Distinct()];

    // A page becomes dirty only where something can be written.
    private static bool IsPossible(Row row, ClientKind client) =>
        row.Workload != WorkloadKind.DirtyRace || client == ClientKind.Fsblock;

    private static IEnumerable<Row> Everything() =>
        Combinations().SelectMany(static row => Over(row, Enum.GetValues<WorkloadKind>()));

    private static IEnumerable<Row> Broad() =>
        Combinations().SelectMany(static row => Over(row, [WorkloadKind.Normal, WorkloadKind.HotReaders]));

    private static IEnumerable<Row> Pointed()
    {
        foreach (Row row in Combinations())
        {
            bool isUsual = row.Protocol == ReleaseProtocol.Prechecked;
            if (row.Placement == ReleasePage)
            {
                yield return row with { Workload = WorkloadKind.RaceWindow };
                yield return row with { Workload = WorkloadKind.DirtyRace };
            }

            // A strip ends what is attached, whatever the protocol; what differs is where the fact is kept.
            if (isUsual && row.Notice != RemoveNotification.BeforeUnlock)
            {
                yield return row with { Workload = WorkloadKind.Strip };
            }

            if (row.Placement == ReleasePage || (isUsual && row.Placement == Placement.BlockTable))
            {
                yield return row with { Workload = WorkloadKind.SubPage };
            }

            // Only what is kept longer than the page can be lost with the address space, or outlive it.
            if (isUsual && row.Placement is ReleasePage or Placement.AddressSpace or Placement.BlockTable)
            {
                yield return row with { Workload = WorkloadKind.InodeChurn };
            }

            if (isUsual && row.Placement is ReleasePage or OnRemove)
            {
                yield return row with { Workload = WorkloadKind.TruncateReadahead };
            }
        }
    }

    // What a slow client costs those who look for the page meanwhile.
    private static IEnumerable<Row> SlowCallbacks() =>
        from protocol in Enum.GetValues<ReleaseProtocol>()
        from time in s_callbackTimes
        select new Row(ReleasePage, protocol, RemoveNotification.None, WorkloadKind.HotReaders, time);

    private static IEnumerable<Row> Sample()
    {
        foreach (Row row in Combinations())
        {
            if (row.Notice != RemoveNotification.BeforeUnlock
                && (row.Placement == ReleasePage || row.Protocol == ReleaseProtocol.Prechecked))
            {
                yield return row with { Workload = WorkloadKind.HotReaders };
            }

            if (row.Placement == ReleasePage)
            {
                yield return row with { Workload = WorkloadKind.Normal };
                yield return row with { Workload = WorkloadKind.RaceWindow };
            }
        }
    }

    private static IEnumerable<Row> Over(Row row, IEnumerable<WorkloadKind> workloads) =>
        workloads.Select(workload => row with { Workload = workload });

    private static Row Apply(Row row, LabOptions options) =>
        options.CallbackMicroseconds is int time ? row with { CallbackMicroseconds = time } : row;

    private static bool Fits(Row row, LabOptions options) =>
        (options.Placement is null || options.Placement == row.Placement)
        && (options.Protocol is null || options.Protocol == row.Protocol)
        && (options.Notice is null || options.Notice == row.Notice)
        && (options.Workload is null || options.Workload == row.Workload);
}
