using System.Text.Json;

namespace AopKit.LifetimeBench.Report;

/// <summary>Writes the figures for other programs.</summary>
internal static class BenchJson
{
    private const int Schema = 1;

    public static void Write(Stream stream, IEnumerable<SetFigures> sets, IEnumerable<SetFigures> peers)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        Write(json, "sets", sets);
        Write(json, "peers", peers);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<SetFigures> rows)
    {
        json.WriteStartArray(name);
        foreach (SetFigures row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            json.WriteNumber("bad", row.Bad);
            json.WriteNumber("caught", row.Caught);
            json.WriteNumber("clean", row.Clean);
            json.WriteNumber("falseReports", row.FalseReports);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
