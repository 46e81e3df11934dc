using AopKit.Benchmarks.Peers.Measuring;

namespace AopKit.Benchmarks.Peers.Reporting;

/// <summary>One line of the table.</summary>
/// <param name="Group">What was done.</param>
/// <param name="Name">Who did it.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="Value">The median of the rounds, or a figure that was read once.</param>
/// <param name="SpreadPercent">The middle half of the rounds in percent of the median; null for a figure read
/// once.</param>
/// <param name="Note">What has to be known beside it.</param>
internal sealed record Row(
    string Group, string Name, string Unit, double Value, double? SpreadPercent = null, string Note = "")
{
    public static Row Of(string group, string name, Sample sample, string note = "") =>
        new(group, name, "ns/op", sample.Median, sample.SpreadPercent, note);
}
