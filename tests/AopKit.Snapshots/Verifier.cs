using System.Runtime.CompilerServices;
using System.Text;

namespace VerifyXunit;

/// <summary>
/// Compares a text with the snapshot that stands beside the test: the call, and the file names, of Verify.Xunit.
/// </summary>
/// <remarks>
/// <para>
/// <c>TreeTests.Walk_SmallTree_VisitsInOrder</c> in <c>TreeTests.cs</c> owns
/// <c>TreeTests.Walk_SmallTree_VisitsInOrder.verified.txt</c> in the same folder. A text that differs, or has no
/// snapshot yet, fails the test and is left as <c>.received.txt</c>; renaming that file accepts it.
/// </para>
/// <para>
/// Verify asks xunit for the running test; this takes the names from the compiler instead. The two agree as long as the
/// call stands in a <c>[Fact]</c> of the class that its file is named after, which the tidy tests check.
/// </para>
/// <para>Thread-safe: a snapshot belongs to one test, and nothing else is shared.</para>
/// </remarks>
public static class Verifier
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Compares a text with the snapshot of the calling test.</summary>
    /// <param name="text">The text. Line ends are compared as <c>\n</c>, whatever they are.</param>
    /// <param name="sourceFile">The file of the caller; filled in by the compiler.</param>
    /// <param name="method">The method of the caller; filled in by the compiler.</param>
    /// <returns>A task that ends when the comparison is made.</returns>
    /// <exception cref="VerifyException">There is no snapshot, or the text differs from it.</exception>
    public static async Task Verify(
        string text, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        string stem = Path.ChangeExtension(sourceFile, null) + "." + method;
        string verifiedPath = stem + ".verified.txt";
        string receivedPath = stem + ".received.txt";
        string received = WithLineFeeds(text);

        string? verified = File.Exists(verifiedPath) ? WithLineFeeds(await File.ReadAllTextAsync(verifiedPath)) : null;
        if (verified is not null && IsSame(verified, received))
        {
            File.Delete(receivedPath);
            return;
        }

        await File.WriteAllTextAsync(receivedPath, received, s_utf8);
        throw new VerifyException(verifiedPath, receivedPath, verified, received);
    }

    /// <summary>Like Verify, forgives the one newline that an editor adds at the end of a snapshot.</summary>
    private static bool IsSame(string verified, string received) =>
        verified == received || (verified.Length == received.Length + 1 && verified == received + "\n");

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');
}
