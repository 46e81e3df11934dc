using System.Diagnostics;
using System.Globalization;
using AopKit.Stress.Tests.Faults;
using AopKit.Stress.Tests.Races;
using AopKit.Stress.Tests.Random;
using AopKit.Stress.Tests.Soak;
using AopKit.Stress.Tests.Storm;

namespace AopKit.Stress.Tests;

/// <summary>The long forms of the runs that <c>dotnet test</c> makes short.</summary>
internal static class Program
{
    private const string Usage =
        """
        dotnet run --project tests/AopKit.Stress.Tests -- <verb>

          random [--operations N] [--seed S]   random operations on engine and model; default 1000000
          storm  [--seconds N] [--seed S]      threads on one cache, all doors and protocols; default 30 seconds
          soak   [--minutes N] [--seed S] [--checks off|basic|full] [--background yes|no]
                                               storm after storm, with an eye on the memory; default 5 minutes, and
                                               all kinds of storms in turn
          faults                               the table clause x fault x test (Debug build)
          races  [--preemptions N] [--scenario NAME] [--replay SCHEDULE]
                                               all interleavings of the critical races; default 2 preemptions
          races  --bugs [--preemptions N]      the table bug x race x schedules until caught (Debug build)

        Without --seed the clock gives one, and it is printed.
        """;

    private static readonly string[] s_options =
    [
        "--seed", "--operations", "--seconds", "--minutes", "--preemptions", "--scenario", "--replay", "--checks",
        "--background",
    ];

    private static int Main(string[] arguments)
    {
        try
        {
            return arguments switch
            {
                ["random", .. string[] options] => Random(options),
                ["storm", .. string[] options] => Storm(options),
                ["races", "--bugs", .. string[] options] =>
                    RaceBug.Print(Console.Out, (int)Option(options, "--preemptions", 2)) ? 0 : 1,
                ["races", .. string[] options] => Races(options),
                ["soak", .. string[] options] => Soak(options),
                ["faults"] => FaultTable.Print(Console.Out) ? 0 : 1,
                _ => Complain(Usage),
            };
        }
        catch (FormatException exception)
        {
            return Complain(exception.Message);
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static int Random(string[] options)
    {
        const int ReportEvery = 100_000;
        long seed = Option(options, "--seed", Environment.TickCount);
        long operations = Option(options, "--operations", 1_000_000);
        Console.WriteLine($"seed {seed}, {operations} operations");
        var run = new RandomRun(seed, operations)
        {
            Progress = done =>
            {
                if (done % ReportEvery == 0)
                {
                    Console.WriteLine($"{done} operations done");
                }
            },
        };
        Console.WriteLine(run.Execute());
        return 0;
    }

    private static int Storm(string[] options)
    {
        int seed = (int)Option(options, "--seed", Environment.TickCount);
        var limit = TimeSpan.FromSeconds(Option(options, "--seconds", 30));
        var clock = Stopwatch.StartNew();
        for (int round = 0; clock.Elapsed < limit; round++)
        {
            Console.WriteLine($"seed {seed + round}");
            var run = new StormRun(
                seed + round, operationsPerThread: 20_000, (Checks)(round % 3), hasBackground: round % 2 == 1)
            {
                IsOver = () => clock.Elapsed >= limit,
            };
            Console.WriteLine(run.Execute());
        }

        return 0;
    }

    private static int Soak(string[] options)
    {
        int seed = (int)Option(options, "--seed", Environment.TickCount & int.MaxValue);
        Console.WriteLine($"seed {seed}");
        var run = new SoakRun(seed, TimeSpan.FromMinutes(Option(options, "--minutes", 5)), Console.Out)
        {
            Checks = Choice(
                options, "--checks", ("off", Checks.Off), ("basic", Checks.Basic), ("full", Checks.Full)),
            HasBackground = Choice(options, "--background", ("yes", true), ("no", false)),
        };
        return run.Execute() ? 0 : 1;
    }

    private static int Races(string[] options)
    {
        string? name = Text(options, "--scenario");
        bool isWhole = Text(options, "--replay") is { } schedule
            ? RaceTable.Replay(Console.Out, name, schedule)
            : RaceTable.Print(Console.Out, name, (int)Option(options, "--preemptions", 2));
        return isWhole ? 0 : 1;
    }

    private static T? Choice<T>(string[] options, string name, params ReadOnlySpan<(string Word, T Meaning)> choices)
        where T : struct
    {
        if (Text(options, name) is not { } word)
        {
            return null;
        }

        foreach ((string known, T meaning) in choices)
        {
            if (known == word)
            {
                return meaning;
            }
        }

        throw new FormatException($"{name} does not know '{word}'.\n{Usage}");
    }

    private static string? Text(string[] options, string name)
    {
        int at = Array.IndexOf(options, name);
        return at < 0 ? null
            : at + 1 < options.Length ? options[at + 1]
            : throw new FormatException($"{name} needs a text.");
    }

    private static long Option(string[] options, string name, long otherwise)
    {
        int at = Array.IndexOf(options, name);
        IEnumerable<string> names = options.Where((_, position) => position % 2 == 0);
        if (names.FirstOrDefault(option => !s_options.Contains(option)) is { } unknown)
        {
            throw new FormatException($"Unknown option '{unknown}'.\n{Usage}");
        }

        if (at < 0)
        {
            return otherwise;
        }

        return at + 1 < options.Length
            && long.TryParse(options[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new FormatException($"{name} needs a number, 0 or more.");
    }

    private static int Complain(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
