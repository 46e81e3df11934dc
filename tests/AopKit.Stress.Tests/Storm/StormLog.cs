using System.Collections.Concurrent;

namespace AopKit.Stress.Tests.Storm;

/// <summary>What went wrong in a storm, and how often what was done.</summary>
internal sealed class StormLog
{
    private const int ShownCount = 10;

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    public void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _problems.Enqueue(otherwise);
        }
    }

    public void Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public long CountOf(string what) => _counts.GetValueOrDefault(what);

    public void ThrowIfAny()
    {
        if (!_problems.IsEmpty)
        {
            throw new InvalidOperationException(
                $"{_problems.Count} problems:\n{string.Join('\n', _problems.Distinct().Take(ShownCount))}");
        }
    }

    public override string ToString() =>
        string.Join(", ", _counts.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value}"));
}
