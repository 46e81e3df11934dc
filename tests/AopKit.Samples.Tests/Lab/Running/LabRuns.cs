using System.Text.Json;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Clients;
using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Options;
using AopKit.Samples.Lab.Report;
using AopKit.Samples.Lab.Running;

namespace AopKit.Samples.Tests.Lab.Running;

/// <summary>
/// Real runs of both clients on the bundled images, one seed, on the rows that the acceptance speaks of; as the JSON
/// that the Lab writes of them.
/// </summary>
public sealed class LabRuns
{
    // Fewer than the Lab does: enough for each protocol to show what it is.
    private const int Operations = 900;

    // What hot readers lose depends on what two threads meet: in so many operations btrfs loses about fifteen marks,
    // in 900 sometimes none.
    private const int OperationsWithHotReaders = 6_000;

    private readonly JsonElement[] _runs;

    public LabRuns()
    {
        using ClientSet clients = ClientSet.Open(new LabOptions());
        RunResult[] results =
        [
            .. from client in clients.Clients
               from row in Plan.Rows(new LabOptions(), client.Kind)
               where IsSpokenOf(row)
               select Runner.Run(client, row, seed: 1, client.DefaultBudgetPages, OperationsOf(row)),
        ];
        using var stream = new MemoryStream();
        JsonReport.Write(stream, results);
        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        _runs = [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(static run => run.Clone())];
    }

    public IReadOnlyList<JsonElement> All => _runs;

    /// <summary>The runs of that description, of which there is at least one for each client.</summary>
    public IReadOnlyList<JsonElement> Of(string placement, string? workload = null, string? protocol = null)
    {
        JsonElement[] found = [.. _runs.Where(run => run.GetProperty("placement").GetString() == placement
            && (workload is null || run.GetProperty("workload").GetString() == workload)
            && (protocol is null || run.GetProperty("releaseProtocol").GetString() == protocol))];
        Assert.Equal(2, found.Select(static run => run.GetProperty("client").GetString()).Distinct().Count());
        return found;
    }

    private static int OperationsOf(Row row) =>
        row is { Workload: WorkloadKind.HotReaders, Placement: Placement.ReleasePage or Placement.SideTable }
            ? OperationsWithHotReaders
            : Operations;

    private static bool IsSpokenOf(Row row) => row.CallbackMicroseconds == 0 && row.Workload switch
    {
        WorkloadKind.HotReaders => row.Placement != Placement.SideTable || row.Protocol == ReleaseProtocol.Classic,
        WorkloadKind.Normal => row.Placement is Placement.Pinned or Placement.BlockTable or Placement.AddressSpace,
        _ => true,
    };
}
