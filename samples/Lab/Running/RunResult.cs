using AopKit.Samples.Lab.Ledger;
using AopKit.Samples.Lab.Matrix;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Running;

/// <summary>One run: a row, a seed, and what the ledger says about it.</summary>
internal sealed record RunResult
{
    public required ClientKind Client { get; init; }

    /// <summary>The image's name, without folder and suffix.</summary>
    public required string Image { get; init; }

    public required Row Row { get; init; }

    public required int Seed { get; init; }

    /// <summary>The operations that the workload did.</summary>
    public required long Operations { get; init; }

    public required int BudgetPages { get; init; }

    public required LedgerFigures Ledger { get; init; }

    public required TeardownFigures Teardown { get; init; }

    /// <summary>Bytes that the device was asked for and had delivered before.</summary>
    public required long BytesReread { get; init; }

    /// <summary>Files whose bytes were not those of the image.</summary>
    public required long ContentMismatches { get; init; }

    public required TimeSpan Elapsed { get; init; }
}
