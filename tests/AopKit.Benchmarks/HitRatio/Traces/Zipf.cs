namespace AopKit.Benchmarks.HitRatio.Traces;

/// <summary>Numbers of which the n-th most frequent comes up in proportion to 1/n^exponent, in no order.</summary>
internal sealed class Zipf
{
    private readonly double[] _cumulated;
    private readonly int[] _shuffled;
    private readonly Random _dice;

    public Zipf(int count, double exponent, int seed)
    {
        _dice = new Random(seed);
        _cumulated = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++)
        {
            sum += Math.Pow(rank + 1, -exponent);
            _cumulated[rank] = sum;
        }

        _shuffled = [.. Enumerable.Range(0, count)];
        _dice.Shuffle(_shuffled);
    }

    public int Next()
    {
        int found = Array.BinarySearch(_cumulated, _dice.NextDouble() * _cumulated[^1]);
        return _shuffled[Math.Min(found < 0 ? ~found : found, _shuffled.Length - 1)];
    }
}
