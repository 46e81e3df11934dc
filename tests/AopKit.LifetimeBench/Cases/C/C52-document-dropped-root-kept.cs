// source: AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet fc9da23130ad
// https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/commit/fc9da23130ad
// title: Only the root element of a parsed document is kept, and the document is never disposed of
// story: A claim set parsed a document, kept its root element and lost the document itself, whose arrays come from the
// pool. Mended by keeping a clone of the root and disposing of the document.
//// bad
using System;
using System.Text.Json;

internal sealed class ClaimSet
{
    public ClaimSet(byte[] json) => Root = JsonDocument.Parse(json).RootElement; // bug

    public ClaimSet(string json) => Root = JsonDocument.Parse(json).RootElement; // bug

    public JsonElement Root { get; }

    public string? Issuer => Root.TryGetProperty("iss", out JsonElement issuer) ? issuer.GetString() : null;

    public DateTimeOffset? Expires =>
        Root.TryGetProperty("exp", out JsonElement expires) && expires.TryGetInt64(out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}

//// clean
using System;
using System.Text.Json;

internal sealed class ClaimSet
{
    public ClaimSet(byte[] json)
        : this(JsonDocument.Parse(json))
    {
    }

    public ClaimSet(string json)
        : this(JsonDocument.Parse(json))
    {
    }

    private ClaimSet(JsonDocument document)
    {
        Root = document.RootElement.Clone();
        document.Dispose();
    }

    public JsonElement Root { get; }

    public string? Issuer => Root.TryGetProperty("iss", out JsonElement issuer) ? issuer.GetString() : null;

    public DateTimeOffset? Expires =>
        Root.TryGetProperty("exp", out JsonElement expires) && expires.TryGetInt64(out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}

//// near-miss
using System.Text.Json;

internal sealed class ClaimSet
{
    public ClaimSet(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;

        // Strings are copied out of the document; the element itself is not kept.
        Issuer = root.TryGetProperty("iss", out JsonElement issuer) ? issuer.GetString() : null;
        Count = root.GetPropertyCount();
    }

    public string? Issuer { get; }

    public int Count { get; }
}
