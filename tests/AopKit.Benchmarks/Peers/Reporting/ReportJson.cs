using System.Text.Json;
using AopKit.Benchmarks.Peers.Machine;

namespace AopKit.Benchmarks.Peers.Reporting;

/// <summary>Writes a report for programs. Every key is there; what was not measured is null.</summary>
internal static class ReportJson
{
    private const int Digits = 4;

    public static void Write(Stream stream, Report report, MachineFacts machine)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("schema", ReportKeys.Schema);
        WriteFigures(json, "ratios", ReportKeys.Ratios, report.Ratios);
        WriteFigures(json, "bytes", ReportKeys.Bytes, report.Bytes);
        WriteMachine(json, machine);
        json.WriteStartArray("rows");
        foreach (Row row in report.Rows)
        {
            WriteRow(json, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFigures(
        Utf8JsonWriter json, string name, IReadOnlyList<string> keys, IReadOnlyDictionary<string, double> figures)
    {
        json.WriteStartObject(name);
        foreach (string key in keys)
        {
            WriteFigure(json, key, figures.TryGetValue(key, out double value) ? value : null);
        }

        json.WriteEndObject();
    }

    private static void WriteMachine(Utf8JsonWriter json, MachineFacts machine)
    {
        json.WriteStartObject("machine");
        json.WriteString("processor", machine.Processor);
        json.WriteNumber("processorCount", machine.ProcessorCount);
        json.WriteBoolean("separateCores", machine.AreSeparateCores);
        json.WriteString("system", machine.OperatingSystem);
        json.WriteString("runtime", machine.Runtime);
        json.WriteString("build", machine.Build);
        json.WriteString("commit", machine.Commit);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        json.WriteString("group", row.Group);
        json.WriteString("name", row.Name);
        json.WriteString("unit", row.Unit);
        WriteFigure(json, "value", row.Value);
        WriteFigure(json, "spreadPercent", row.SpreadPercent);
        json.WriteString("note", row.Note);
        json.WriteEndObject();
    }

    private static void WriteFigure(Utf8JsonWriter json, string key, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            json.WriteNumber(key, Math.Round(known, Digits));
        }
        else
        {
            json.WriteNull(key);
        }
    }
}
