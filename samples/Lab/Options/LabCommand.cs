using System.CommandLine;
using AopKit.Samples.Devices;
using AopKit.Samples.Lab.Running;

namespace AopKit.Samples.Lab.Options;

/// <summary>
/// From the words of the command line to an exit code: 0 done, 2 for what the user can put right, 1 for our own faults.
/// </summary>
internal static class LabCommand
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    /// <summary>Runs the Lab. Whatever goes wrong ends in one line on <paramref name="error"/>.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        try
        {
            return Parse(arguments, output, error);
        }
        catch (Exception exception) when (
            exception is LabException or ImageCorruptException or ImageUnsupportedException)
        {
            error.WriteLine(OneLine(exception.Message));
            return Misused;
        }
        catch (Exception exception)
        {
            error.WriteLine(OneLine($"The Lab failed: {exception.GetType().Name}: {exception.Message}"));
            return Failed;
        }
    }

    private static int Parse(string[] arguments, TextWriter output, TextWriter error)
    {
        var options = new OptionSet();
        var command = new RootCommand(
            "Runs two file-system clients on real images under memory pressure, under every release protocol, "
            + "and counts what is lost.");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => LabRun.Execute(options.Read(parsed), output));
        ParseResult result = command.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            error.WriteLine(OneLine(result.Errors[0].Message + " See --help."));
            return Misused;
        }

        var invocation = new InvocationConfiguration
        {
            Output = output, Error = error, EnableDefaultExceptionHandler = false,
        };
        return result.Invoke(invocation);
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
