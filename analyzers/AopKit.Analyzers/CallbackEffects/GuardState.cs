using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>The facts at one point of a body, and what the bools there would tell. Immutable.</summary>
internal sealed class GuardState : IEquatable<GuardState>
{
    private static readonly ImmutableDictionary<object, Truth> s_nothing =
        ImmutableDictionary.Create<object, Truth>(KeyComparer.Instance);

    public static readonly GuardState Entry = new(Facts.None, s_nothing);

    private readonly ImmutableDictionary<object, Truth> _bools;

    private GuardState(Facts known, ImmutableDictionary<object, Truth> bools)
    {
        Known = known;
        _bools = bools;
    }

    public Facts Known { get; }

    /// <summary>What a variable (a symbol) or a captured value (its id) tells.</summary>
    public Truth Get(object variable) => _bools.TryGetValue(variable, out Truth? truth) ? truth : Truth.Unknown;

    public GuardState Assign(object variable, Truth truth)
    {
        GuardState state = variable is ISymbol symbol ? Forget(symbol) : this;
        return new(state.Known, truth == Truth.Unknown && state.Known.Equals(Facts.None)
            ? state._bools.Remove(variable)
            : state._bools.SetItem(variable, truth.Given(state.Known)));
    }

    public GuardState Learn(Facts facts) => new(Known.And(facts), _bools);

    /// <summary>Two paths meet: what both knew is still known.</summary>
    public GuardState Join(GuardState other)
    {
        ImmutableDictionary<object, Truth>.Builder bools = s_nothing.ToBuilder();
        foreach (object variable in _bools.Keys.Union(other._bools.Keys, KeyComparer.Instance))
        {
            // A path that never assigned the variable adds what it knows for certain.
            bools[variable] = Get(variable).Given(Known).Or(other.Get(variable).Given(other.Known));
        }

        return new(Known.Or(other.Known), bools.ToImmutable());
    }

    public bool Equals(GuardState? other) => other is not null && Known.Equals(other.Known)
        && _bools.Count == other._bools.Count && _bools.All(entry => other.Get(entry.Key) == entry.Value);

    public override bool Equals(object? obj) => Equals(obj as GuardState);

    public override int GetHashCode() => _bools.Count;

    // A new value in a variable says nothing about the task that was in it.
    private GuardState Forget(ISymbol symbol) =>
        new(Known.Without(symbol), _bools.ToImmutableDictionary(
            entry => entry.Key, entry => entry.Value.Without(symbol), KeyComparer.Instance));

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object? x, object? y) =>
            x is ISymbol left
            && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : object.Equals(x, y);

        public int GetHashCode(object value) =>
            value is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : value.GetHashCode();
    }
}
