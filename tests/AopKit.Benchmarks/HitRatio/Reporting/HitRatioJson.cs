using System.Text.Json;

namespace AopKit.Benchmarks.HitRatio.Reporting;

/// <summary>
/// The rows for programs: <c>{"schema":1,"traces":[…]}</c>, with hit ratios from 0 to 1, and <c>sizePercent</c> in
/// percent of the trace's footprint.
/// </summary>
internal static class HitRatioJson
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    public static void Write(Stream output, IEnumerable<HitRatioRow> rows)
    {
        using var writer = new Utf8JsonWriter(output, s_indented);
        writer.WriteStartObject();
        writer.WriteNumber("schema", 1);
        writer.WriteStartArray("traces");
        foreach (HitRatioRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("trace", row.Trace);
            writer.WriteNumber("sizePercent", row.SizePercent);
            writer.WriteNumber("capacity", row.Capacity);
            writer.WriteNumber("opt", row.Opt);
            writer.WriteNumber("aopkit", row.Aopkit);
            writer.WriteNumber("lru", row.Lru);
            writer.WriteNumber("concurrentLru", row.ConcurrentLru);
            writer.WriteNumber("concurrentLfu", row.ConcurrentLfu);
            writer.WriteNumber("s3fifo", row.S3Fifo);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
