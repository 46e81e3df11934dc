namespace AopKit.Benchmarks.HitRatio.Traces;

/// <summary>A trace file cannot be read: the message says which, where, and what was expected.</summary>
internal sealed class TraceFormatException(string message) : Exception(message);
