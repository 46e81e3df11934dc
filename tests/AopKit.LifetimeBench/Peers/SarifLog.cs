using System.Text.Json;

namespace AopKit.LifetimeBench.Peers;

/// <summary>What a build wrote down of the analyzers that ran in it.</summary>
/// <param name="Rules">The id of every rule that any of them declares.</param>
/// <param name="Reports">What was reported: rule, file name, line from zero.</param>
internal sealed record SarifLog(
    IReadOnlyList<string> Rules, IReadOnlyList<(string Rule, string File, int Line)> Reports)
{
    public static SarifLog Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement run = document.RootElement.GetProperty("runs")[0];
        return new SarifLog(
            [
                .. run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
                    .Select(static rule => rule.GetProperty("id").GetString()!),
            ],
            [
                .. run.GetProperty("results").EnumerateArray()
                    .Where(static result => result.TryGetProperty("locations", out JsonElement places)
                        && places.GetArrayLength() > 0)
                    .Select(ReadReport),
            ]);
    }

    private static (string Rule, string File, int Line) ReadReport(JsonElement result)
    {
        JsonElement place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        string file = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath;
        return (result.GetProperty("ruleId").GetString()!, Path.GetFileName(file),
            place.GetProperty("region").GetProperty("startLine").GetInt32() - 1);
    }
}
