using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Lab.Options;

/// <summary>What was asked for on the command line. A filter that is null lets everything through.</summary>
internal sealed record LabOptions
{
    public const string DefaultReport = "artifacts/lab/report.html";

    public LabMode Mode { get; init; } = LabMode.Standard;

    /// <summary>A user's own image; null: the bundled ones.</summary>
    public string? ImagePath { get; init; }

    public ClientKind? Client { get; init; }

    public Placement? Placement { get; init; }

    public ReleaseProtocol? Protocol { get; init; }

    public RemoveNotification? Notice { get; init; }

    public WorkloadKind? Workload { get; init; }

    /// <summary>The cache's budget, in pages of the run; null: what suits the client's bundled image.</summary>
    public int? BudgetPages { get; init; }

    /// <summary>
    /// How long the client stays in its release callback; null: the matrix says (0, and 10 and 100 where it tells).
    /// </summary>
    public int? CallbackMicroseconds { get; init; }

    /// <summary>The only seed; null: as many as the mode has, beginning with 1.</summary>
    public int? Seed { get; init; }

    /// <summary>When no further run is begun; null: never.</summary>
    public double? Seconds { get; init; }

    public string? JsonPath { get; init; }

    public string ReportPath { get; init; } = DefaultReport;
}
