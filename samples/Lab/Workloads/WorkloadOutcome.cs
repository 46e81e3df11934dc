namespace AopKit.Samples.Lab.Workloads;

/// <summary>What a workload did.</summary>
/// <param name="Operations">Operations, on all threads.</param>
/// <param name="ContentMismatches">Reads whose bytes were wrong.</param>
internal readonly record struct WorkloadOutcome(long Operations, long ContentMismatches);
