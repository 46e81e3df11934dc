using System.Globalization;
using AopKit.Benchmarks.Peers.Machine;

namespace AopKit.Benchmarks.Peers.Reporting;

/// <summary>Writes a report for people.</summary>
internal static class ReportTable
{
    private const int NameWidth = 50;

    public static void Write(TextWriter writer, MachineFacts machine)
    {
        writer.WriteLine($"processor   {machine.Processor}, {machine.ProcessorCount} processors");
        writer.WriteLine($"0 and 1     {machine.Topology}");
        writer.WriteLine($"huge pages  {machine.HugePages}");
        writer.WriteLine($"system      {machine.OperatingSystem}; {machine.Runtime}");
        writer.WriteLine($"engine      {machine.Build} build of commit {machine.Commit}");
    }

    /// <summary>Writes a row, with a heading when a group begins.</summary>
    public static void Write(TextWriter writer, Row row, bool beginsGroup)
    {
        if (beginsGroup)
        {
            writer.WriteLine();
            writer.WriteLine($"## {row.Group}");
        }

        string value = row.Value.ToString(row.Value < 100 ? "N2" : "N0", CultureInfo.InvariantCulture);
        string spread = row.SpreadPercent is { } percent
            ? string.Create(CultureInfo.InvariantCulture, $"±{percent / 2:N0} %")
            : "";
        writer.WriteLine($"{row.Name.PadRight(NameWidth)} {value,12} {row.Unit,-8} {spread,6}  {row.Note}".TrimEnd());
    }

    public static void WriteRatios(TextWriter writer, Report report)
    {
        writer.WriteLine();
        writer.WriteLine("## Ratios (above 1: AopKit is faster) and bytes");
        foreach ((string key, double value) in report.Ratios.Concat(report.Bytes))
        {
            writer.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{key.PadRight(NameWidth)} {value,12:N2}"));
        }
    }
}
