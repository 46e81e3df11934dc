using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Tests.Lab.Options;

public sealed class LabCommandTests
{
    [Theory]
    [InlineData("--placement nowhere", "--placement 'nowhere' is unknown")]
    [InlineData("--placement 1", "--placement '1' is unknown")]
    [InlineData("--budget-pages 4", "--budget-pages '4' is no number from 32")]
    [InlineData("--budget-pages many", "--budget-pages 'many' is no number from 32")]
    [InlineData("--callback-us -1", "--callback-us '-1' is no number from 0")]
    [InlineData("--seconds 0", "--seconds '0' is no number")]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("--quick --full", "--quick and --full exclude each other")]
    [InlineData("--image no-such-file.img", "--image 'no-such-file.img' cannot be opened")]
    [InlineData("--placement pinned --protocol classic", "No row")]
    public void WrongOption_IsOneLineAndExitCodeTwo(string arguments, string message)
    {
        (int code, string output, string error) = Run(arguments.Split(' '));

        Assert.Equal(LabCommand.Misused, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(output);
    }

    [Fact]
    public void ImageOfNothing_IsOneLineAndExitCodeTwo()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("aopkit-lab").FullName, "zeros.img");
        File.WriteAllBytes(path, new byte[200_000]);

        (int code, _, string error) = Run("--image", path);

        Assert.Equal(LabCommand.Misused, code);
        Assert.Contains("neither a btrfs nor an ext2", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_NamesEveryOptionAndItsWords()
    {
        (int code, string output, _) = Run("--help");

        Assert.Equal(LabCommand.Done, code);
        foreach (string option in (string[])
            [
                "--image", "--client", "--placement", "--protocol", "--notice", "--workload", "--budget-pages",
                "--seed", "--json", "--report", "--callback-us", "--seconds", "--quick", "--full",
                "truncateReadahead", "blockTable",
            ])
        {
            Assert.Contains(option, output, StringComparison.Ordinal);
        }
    }

    // The report goes to a folder of its own, so that a run that should have been refused leaves nothing behind.
    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string report = Path.Combine(Path.GetTempPath(), $"aopkit-lab-{Guid.NewGuid():N}", "report.html");
        int code = LabCommand.Run([.. arguments, "--report", report], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
