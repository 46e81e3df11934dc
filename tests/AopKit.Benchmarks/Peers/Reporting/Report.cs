namespace AopKit.Benchmarks.Peers.Reporting;

/// <summary>Everything that a run found.</summary>
internal sealed class Report
{
    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, double> _ratios = [];
    private readonly Dictionary<string, double> _bytes = [];

    public IReadOnlyList<Row> Rows => _rows;

    public IReadOnlyDictionary<string, double> Ratios => _ratios;

    public IReadOnlyDictionary<string, double> Bytes => _bytes;

    public void Add(Row row) => _rows.Add(row);

    public void SetRatio(string key, double value) => Set(_ratios, ReportKeys.Ratios, key, value);

    public void SetBytes(string key, double value) => Set(_bytes, ReportKeys.Bytes, key, value);

    private static void Set(Dictionary<string, double> place, IReadOnlyList<string> known, string key, double value)
    {
        if (!known.Contains(key))
        {
            throw new ArgumentException($"'{key}' is none of the report's keys.", nameof(key));
        }

        place[key] = value;
    }
}
