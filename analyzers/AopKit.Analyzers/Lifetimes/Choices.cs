namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// Lets straight-line code explore every outcome: an operation that can end in several ways asks for a choice, and the
/// statement is run again until each combination was taken (the choice operator of model checkers).
/// </summary>
internal sealed class Choices
{
    // Four calls with two outcomes each in one statement; beyond it the first outcomes are taken and the state says so.
    private const int MaximumDepth = 4;

    private readonly List<(int Taken, int Count)> _script = [];
    private int _position;

    public int Choose(int count)
    {
        if (count < 2)
        {
            return 0;
        }

        if (_position == _script.Count)
        {
            if (_script.Count == MaximumDepth)
            {
                Overflowed = true;
                return 0;
            }

            _script.Add((0, count));
        }

        return _script[_position++].Taken;
    }

    public bool Overflowed { get; private set; }

    /// <summary>Moves to the next combination; false when all were taken.</summary>
    public bool Next()
    {
        _position = 0;
        while (_script.Count > 0)
        {
            (int taken, int count) = _script[_script.Count - 1];
            _script.RemoveAt(_script.Count - 1);
            if (taken + 1 < count)
            {
                _script.Add((taken + 1, count));
                return true;
            }
        }

        return false;
    }
}
