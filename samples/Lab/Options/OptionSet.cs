using System.CommandLine;
using System.Globalization;
using System.Numerics;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Lab.Options;

/// <summary>The options of the command line, and how they become <see cref="LabOptions"/>.</summary>
internal sealed class OptionSet
{
    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "A sample of the matrix in at most 15 seconds.",
    };

    private readonly Option<bool> _full = new("--full") { Description = "Every workload on every row, five seeds." };

    private readonly Option<string> _image = new("--image")
    {
        Description = "Your own btrfs or ext2 image: raw, .gz or .br. Default: the bundled images.", HelpName = "PATH",
    };

    private readonly Option<ClientKind?> _client = Choice<ClientKind>("--client", "Only this client.");

    private readonly Option<Placement?> _placement =
        Choice<Placement>("--placement", "Only facts that are kept there.");

    private readonly Option<ReleaseProtocol?> _protocol =
        Choice<ReleaseProtocol>("--protocol", "Only this release protocol.");

    private readonly Option<RemoveNotification?> _notice =
        Choice<RemoveNotification>("--notice", "Only this removal notice.");

    private readonly Option<WorkloadKind?> _workload = Choice<WorkloadKind>("--workload", "Only this workload.");

    private readonly Option<int?> _budget = Number(
        "--budget-pages", "PAGES", 32, 1 << 20, "The cache's budget. Default: a fraction of the image.");

    private readonly Option<int?> _callback = Number(
        "--callback-us", "MICROSECONDS", 0, 100_000,
        "How long the client stays in its release callback: 0, 10, 100 or any other. Default: what the row says.");

    private readonly Option<int?> _seed = Number("--seed", "SEED", 0, int.MaxValue, "Only this seed.");

    private readonly Option<double?> _seconds = Number(
        "--seconds", "SECONDS", 0.001, 1e6, "Begin no further run after so many seconds; what was run is reported.");

    private readonly Option<string> _json = new("--json")
    {
        Description = "Write every run as JSON.", HelpName = "PATH",
    };

    private readonly Option<string> _report = new("--report")
    {
        Description = $"Where the report page is written. Default: {LabOptions.DefaultReport}.", HelpName = "PATH",
        DefaultValueFactory = static _ => LabOptions.DefaultReport,
    };

    public IEnumerable<Option> All =>
        [_quick, _full, _image, _client, _placement, _protocol, _notice, _workload, _budget, _callback, _seed, _seconds,
            _json, _report];

    /// <exception cref="LabException">Two options exclude each other.</exception>
    public LabOptions Read(ParseResult parsed)
    {
        bool quick = parsed.GetValue(_quick);
        bool full = parsed.GetValue(_full);
        if (quick && full)
        {
            throw new LabException("--quick and --full exclude each other; give one of them.");
        }

        return new LabOptions
        {
            Mode = quick ? LabMode.Quick : full ? LabMode.Full : LabMode.Standard,
            ImagePath = parsed.GetValue(_image),
            Client = parsed.GetValue(_client),
            Placement = parsed.GetValue(_placement),
            Protocol = parsed.GetValue(_protocol),
            Notice = parsed.GetValue(_notice),
            Workload = parsed.GetValue(_workload),
            BudgetPages = parsed.GetValue(_budget),
            CallbackMicroseconds = parsed.GetValue(_callback),
            Seed = parsed.GetValue(_seed),
            Seconds = parsed.GetValue(_seconds),
            JsonPath = parsed.GetValue(_json),
            ReportPath = parsed.GetValue(_report)!,
        };
    }

    private static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        string words = string.Join(", ", Words.All<T>());
        return new Option<T?>(name)
        {
            Description = $"{description} One of: {words}.",
            HelpName = "NAME",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (Words.TryParse(text, out T value))
                {
                    return value;
                }

                result.AddError($"{name} '{text}' is unknown; it is one of {words}.");
                return null;
            },
        };
    }

    private static Option<T?> Number<T>(string name, string help, T least, T most, string description)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = help,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (T.TryParse(text, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most)
                {
                    return value;
                }

                result.AddError(string.Create(
                    CultureInfo.InvariantCulture, $"{name} '{text}' is no number from {least} to {most}."));
                return null;
            },
        };
}
