namespace AopKit.Tidy.Tests.Snapshots;

/// <summary>Our stand-in for Verify, tried on snapshots in a folder of its own.</summary>
public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aopkit-snapshots-").FullName;

    private string SourceFile => Path.Combine(_folder, "TreeTests.cs");

    private string Verified => Path.Combine(_folder, "TreeTests.Walk.verified.txt");

    private string Received => Path.Combine(_folder, "TreeTests.Walk.received.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verify_SameText_PassesAndRemovesTheReceivedFile()
    {
        await File.WriteAllTextAsync(Verified, "one\ntwo");
        await File.WriteAllTextAsync(Received, "left by an earlier run");

        await Verifier.Verify("one\ntwo", SourceFile, "Walk");

        Assert.False(File.Exists(Received), "a test that passes leaves no received file");
    }

    [Fact]
    public async Task Verify_NoSnapshot_FailsAndWritesTheReceivedFile()
    {
        VerifyException failure = await FailureOf("one\ntwo");

        Assert.Contains("no snapshot TreeTests.Walk.verified.txt", failure.Message);
        Assert.Equal("one\ntwo", await File.ReadAllTextAsync(Received));
        Assert.False(File.Exists(Verified), "a snapshot is accepted by a person, never by the first run");
    }

    [Fact]
    public async Task Verify_OtherText_FailsAndKeepsTheSnapshot()
    {
        await File.WriteAllTextAsync(Verified, "one\ntwo");

        VerifyException failure = await FailureOf("one\nthree");

        Assert.Contains("- two", failure.Message);
        Assert.Contains("+ three", failure.Message);
        Assert.Equal("one\nthree", await File.ReadAllTextAsync(Received));
        Assert.Equal("one\ntwo", await File.ReadAllTextAsync(Verified));
    }

    [Theory]
    [InlineData("one\r\ntwo")]
    [InlineData("one\ntwo\n")]
    public async Task Verify_SnapshotSavedByAnEditor_Passes(string saved)
    {
        await File.WriteAllTextAsync(Verified, saved);

        await Verifier.Verify("one\ntwo", SourceFile, "Walk");

        Assert.False(File.Exists(Received), "line ends and one newline at the end belong to the editor");
    }

    [Theory]
    [InlineData("one\ntwo\n\n")]
    [InlineData("one \ntwo")]
    [InlineData("one\ntwo ")]
    public async Task Verify_SnapshotWithOtherWhiteSpace_Fails(string saved)
    {
        await File.WriteAllTextAsync(Verified, saved);

        await FailureOf("one\ntwo");
    }

    [Fact]
    public async Task Verify_LongText_ShowsOnlyTheLinesAroundAChange()
    {
        string[] lines = [.. Enumerable.Range(1, 40).Select(i => $"line {i}")];
        await File.WriteAllTextAsync(Verified, string.Join('\n', lines));
        lines[9] = "changed";
        lines[29] = "changed too";

        VerifyException failure = await FailureOf(string.Join('\n', lines));

        await Verifier.Verify(failure.Message.Replace(_folder + Path.DirectorySeparatorChar, ""));
    }

    private Task<VerifyException> FailureOf(string text) =>
        Assert.ThrowsAsync<VerifyException>(() => Verifier.Verify(text, SourceFile, "Walk"));
}
