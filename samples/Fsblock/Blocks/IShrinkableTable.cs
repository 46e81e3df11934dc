namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>A table outside the pages that knows what it takes.</summary>
internal interface IShrinkableTable : IShrinker
{
    /// <summary>What can be given up takes so many bytes now.</summary>
    long SizeBytes { get; }
}
