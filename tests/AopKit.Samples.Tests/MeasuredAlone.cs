namespace AopKit.Samples.Tests;

/// <summary>Tests that look at the managed heap of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
