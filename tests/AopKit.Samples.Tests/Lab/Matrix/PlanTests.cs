using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Tests.Lab.Matrix;

public sealed class PlanTests
{
    [Fact]
    public void Combinations_AreTheNineteenThatMakeSense()
    {
        Row[] rows = [.. Plan.Combinations()];

        Assert.Equal(19, rows.Distinct().Count());
        Assert.All(rows, static row => Assert.Equal(
            row.Placement == Placement.OnRemove, row.Notice != RemoveNotification.None));
    }

    [Theory]
    [InlineData(WorkloadKind.Normal)]
    [InlineData(WorkloadKind.HotReaders)]
    public void Standard_RunsTheBroadWorkloadsOverTheWholeMatrix(WorkloadKind workload)
    {
        IEnumerable<Row> rows = Plan.Rows(new LabOptions(), ClientKind.Btrfs)
            .Where(row => row.Workload == workload && row.CallbackMicroseconds == 0);

        Assert.Equal(
            Plan.Combinations().Select(row => row with { Workload = workload }).ToHashSet(), rows.ToHashSet());
    }

    [Theory]
    [InlineData(ClientKind.Btrfs)]
    [InlineData(ClientKind.Fsblock)]
    public void Standard_RunsEveryWorkloadOnAboutSixtyRows(ClientKind client)
    {
        IReadOnlyList<Row> rows = Plan.Rows(new LabOptions(), client);

        Assert.InRange(rows.Count, 55, 80);
        int workloads = rows.Select(static row => row.Workload).Distinct().Count();
        Assert.Equal(client == ClientKind.Fsblock ? 8 : 7, workloads);
    }

    [Fact]
    public void Full_RunsEverythingWithFiveSeeds()
    {
        var options = new LabOptions { Mode = LabMode.Full };

        int rows = Plan.Rows(options, ClientKind.Fsblock).Count(static row => row.CallbackMicroseconds == 0);

        Assert.Equal(19 * 8, rows);
        Assert.Equal(5, Plan.Seeds(options).Count);
    }

    [Fact]
    public void Filter_ThatLeavesNothingOfTheUsualRows_ChoosesFromAll()
    {
        var options = new LabOptions { Placement = Placement.OnRemove, Workload = WorkloadKind.RaceWindow };

        IReadOnlyList<Row> rows = Plan.Rows(options, ClientKind.Btrfs);

        Assert.Equal(8, rows.Count);
    }

    [Fact]
    public void CallbackTime_AppliesToEveryRowOnce()
    {
        var options = new LabOptions { CallbackMicroseconds = 10 };

        IReadOnlyList<Row> rows = Plan.Rows(options, ClientKind.Btrfs);

        Assert.All(rows, static row => Assert.Equal(10, row.CallbackMicroseconds));
        Assert.Equal(rows.Count, rows.Distinct().Count());
    }

    [Fact]
    public void Seed_IsTheOnlyOne() => Assert.Equal([7], Plan.Seeds(new LabOptions { Seed = 7, Mode = LabMode.Full }));
}
