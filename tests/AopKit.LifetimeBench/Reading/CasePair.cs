namespace AopKit.LifetimeBench.Reading;

/// <summary>A bug, and the same without it.</summary>
/// <param name="Set">A: minimal pairs; B: bugs of kernels; C: bugs of .NET projects.</param>
/// <param name="Id">Unique in its set.</param>
/// <param name="Rule">The rule that owes the report; null where any will do.</param>
/// <param name="Source">Where the bug was mended; null for what was made up.</param>
/// <param name="Halves">One bad half, and one or two that are right.</param>
public sealed record CasePair(
    string Set, string Id, string? Rule, string? Source, IReadOnlyList<CaseHalf> Halves)
{
    /// <summary>The half with the bug.</summary>
    public CaseHalf Bad => Halves.Single(half => half.Kind == HalfKind.Bad);

    /// <summary>What must stay silent.</summary>
    public IEnumerable<CaseHalf> Silent => Halves.Where(half => half.Kind != HalfKind.Bad);

    public override string ToString() => $"{Set}/{Id}";
}
