namespace VerifyXunit;

/// <summary>A text that is not its snapshot. The message says which file to look at and shows the difference.</summary>
public sealed class VerifyException : Exception
{
    internal VerifyException(string verifiedPath, string receivedPath, string? verified, string received)
        : base(Describe(verifiedPath, receivedPath, verified, received))
    {
    }

    private static string Describe(string verifiedPath, string receivedPath, string? verified, string received)
    {
        string headline = verified is null
            ? $"There is no snapshot {Path.GetFileName(verifiedPath)} yet."
            : $"The text differs from its snapshot {Path.GetFileName(verifiedPath)} (- snapshot, + received).";
        return $"""
            {headline}
            Received: {receivedPath}
            If the received text is right, rename it to {Path.GetFileName(verifiedPath)}.

            {SnapshotDiff.Render(verified ?? "", received)}
            """;
    }
}
