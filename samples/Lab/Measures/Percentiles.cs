namespace AopKit.Samples.Lab.Measures;

/// <summary>Median, 99th percentile and maximum, in nanoseconds.</summary>
internal readonly record struct Percentiles(long P50, long P99, long Max);
