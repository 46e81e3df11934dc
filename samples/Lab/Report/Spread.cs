using System.Globalization;

namespace AopKit.Samples.Lab.Report;

/// <summary>A figure over the seeds: median, least and most.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    /// <summary>
    /// Of <paramref name="values"/>, of which there is at least one. The median of an even number is the lower one.
    /// </summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[(sorted.Length - 1) / 2], sorted[0], sorted[^1]);
    }

    /// <summary>The median, and the range where there is one: <c>12 (9–15)</c>.</summary>
    public override string ToString() => Min.Equals(Max)
        ? Number(Median)
        : $"{Number(Median)} ({Number(Min)}–{Number(Max)})";

    /// <summary>Whole above ten, one decimal below, thousands kept apart.</summary>
    public static string Number(double value) =>
        value.ToString(value is > -10 and < 10 && value % 1 != 0 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
