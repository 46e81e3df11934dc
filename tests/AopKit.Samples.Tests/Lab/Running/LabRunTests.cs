using System.Text.Json;
using AopKit.Samples.Devices;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Tests.Lab.Running;

public sealed class LabRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aopkit-lab").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("btrfs-compact-n16384", "btrfs")]
    [InlineData("btrfs-compact-mixed", "btrfs")]
    [InlineData("ext2-b1024-indirect", "fsblock")]
    [InlineData("ext2-compact-b4096", "fsblock")]
    public void OwnImage_RunsOnTheClientThatItIsFor(string image, string client)
    {
        (int code, string output, JsonElement[] runs) = Run(
            "--image", BundledImages.PathOf(image), "--workload", "raceWindow", "--seed", "1");

        Assert.Equal(LabCommand.Done, code);
        Assert.Equal(4, runs.Length);
        Assert.All(runs, run => Assert.Equal(client, run.GetProperty("client").GetString()));
        Assert.Contains("1. ", output, StringComparison.Ordinal);
        Assert.Contains("raceWindow", File.ReadAllText(Path.Combine(_folder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void RawImage_IsKnownByItsContent()
    {
        string raw = CopyImage("ext2-compact-b1024", static _ => { });

        (int code, _, JsonElement[] runs) = Run(
            "--image", raw, "--workload", "raceWindow", "--seed", "1", "--protocol", "frozen");

        Assert.Equal(LabCommand.Done, code);
        Assert.Equal("Frozen", Assert.Single(runs).GetProperty("releaseProtocol").GetString());
    }

    [Fact]
    public void Seconds_EndsTheSessionBetweenTwoRuns()
    {
        (int code, string output, JsonElement[] runs) = Run(
            "--image", BundledImages.PathOf("ext2-compact-b4096"), "--seconds", "0.001");

        Assert.Equal(LabCommand.Done, code);
        Assert.InRange(runs.Length, 0, 1);
        Assert.Contains("cut short by --seconds", output, StringComparison.Ordinal);
    }

    [Fact]
    public void CorruptImage_IsOneLineAndExitCodeTwo()
    {
        // Blocks in a group: zero blocks make no group.
        string damaged = CopyImage("ext2-compact-b4096", static bytes => bytes.AsSpan(1024 + 32, 4).Clear());
        using var error = new StringWriter();

        int code = LabCommand.Run(
            ["--image", damaged, "--report", Path.Combine(_folder, "r.html")], TextWriter.Null, error);

        Assert.Equal(LabCommand.Misused, code);
        Assert.StartsWith("The image is corrupt: ", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    private string CopyImage(string name, Action<byte[]> change)
    {
        using IDevice image = ImageFile.Open(BundledImages.PathOf(name));
        byte[] bytes = new byte[image.Length];
        image.Read(0, bytes);
        change(bytes);
        string path = Path.Combine(_folder, "some.bin");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private (int Code, string Output, JsonElement[] Runs) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string json = Path.Combine(_folder, "runs.json");
        int code = LabCommand.Run(
            [.. arguments, "--json", json, "--report", Path.Combine(_folder, "report.html")], output, error);
        Assert.Equal("", error.ToString());
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(json));
        JsonElement[] runs =
            [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(static run => run.Clone())];
        return (code, output.ToString(), runs);
    }
}
