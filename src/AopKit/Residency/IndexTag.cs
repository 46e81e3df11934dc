namespace AopKit.Residency;

/// <summary>The tags that the index keeps in order, so that a flush finds its pages without a walk over all.</summary>
internal enum IndexTag
{
    Dirty,
    Writeback,
}
