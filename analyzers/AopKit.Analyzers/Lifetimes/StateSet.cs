namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// The paths that reach a point, kept apart while they are few. Beyond the cap, paths that agree on every loan are
/// joined first; if that is not enough, all are. From then on the set holds one state that can only grow towards
/// "unknown", so every fixpoint ends.
/// </summary>
internal sealed class StateSet
{
    // Twelve independent conditions of interest in one method are rare; a method with more loses precision, not its
    // analysis.
    private const int Cap = 16;

    private readonly List<FlowState> _states = [];

    // What was joined into another must not be news when it comes again.
    private readonly HashSet<FlowState> _seen = [];

    private bool _collapsed;

    public IReadOnlyList<FlowState> States => _states;

    /// <summary>Adds a path; tells whether that is news.</summary>
    public bool Add(FlowState state)
    {
        if (!_seen.Add(state))
        {
            return false;
        }

        if (_collapsed)
        {
            FlowState joined = FlowState.Join(_states[0], state);
            bool changed = !joined.Equals(_states[0]);
            _states[0] = joined;
            return changed;
        }

        _states.Add(state);
        if (_states.Count > Cap)
        {
            Shrink();
        }

        return true;
    }

    private void Shrink()
    {
        for (int index = 0; index < _states.Count; index++)
        {
            for (int other = _states.Count - 1; other > index; other--)
            {
                if (_states[index].SameLoans(_states[other]))
                {
                    _states[index] = FlowState.Join(_states[index], _states[other]);
                    _states.RemoveAt(other);
                }
            }
        }

        if (_states.Count > Cap / 2)
        {
            FlowState all = _states.Aggregate(FlowState.Join);
            _states.Clear();
            _states.Add(all);
            _collapsed = true;
        }
    }
}
