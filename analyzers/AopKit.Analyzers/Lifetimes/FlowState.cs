using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// What is known at one point on one path (or on a few, once paths were joined): the value of each place and the state
/// of each loan.
/// The maps are immutable, so a copy is three references.
/// </summary>
internal sealed class FlowState : IEquatable<FlowState>
{
    private static readonly ImmutableDictionary<AccessPath, Value> s_noValues =
        ImmutableDictionary<AccessPath, Value>.Empty;

    public ImmutableDictionary<AccessPath, Value> Values { get; set; } = s_noValues;

    public ImmutableDictionary<Loan, LoanState> Loans { get; set; } = ImmutableDictionary<Loan, LoanState>.Empty;

    /// <summary>Reached through an exception.</summary>
    public bool Exceptional { get; set; }

    /// <summary>Facts were dropped when paths were joined: the absence of a fact proves nothing.</summary>
    public bool Imprecise { get; set; }

    /// <summary>A branch was taken on something that knows the page but that no contract explains.</summary>
    public bool Believed { get; set; }

    /// <summary>The path contradicts itself; nobody can take it.</summary>
    public bool Infeasible { get; set; }

    /// <summary>The operation that gave the result; set at the exit.</summary>
    public IOperation? ResultSite { get; set; }

    public FlowState Clone() => (FlowState)MemberwiseClone();

    public Value Get(AccessPath path) => Values.TryGetValue(path, out Value? value) ? value : Value.Unknown;

    public LoanState? Get(Loan loan) => Loans.TryGetValue(loan, out LoanState? state) ? state : null;

    public void Set(Loan loan, LoanState state) => Loans = Loans.SetItem(loan, state);

    public void Refine(AccessPath path, Value value) => Values = Values.SetItem(path, value);

    /// <summary>Gives a place a new value; all that was known of its members is gone.</summary>
    public void Assign(AccessPath path, Value value)
    {
        Forget(path);
        Values = Values.SetItem(path, value.WithCopied(null));
    }

    /// <summary>Forgets a place, its members, and that other values were read from it.</summary>
    public void Forget(AccessPath path)
    {
        foreach (KeyValuePair<AccessPath, Value> entry in Values)
        {
            if (entry.Key.StartsWith(path))
            {
                Values = Values.Remove(entry.Key);
            }
            else if (entry.Value.Alias is { } alias && alias.StartsWith(path))
            {
                Values = Values.SetItem(entry.Key, entry.Value.WithAlias(null));
            }
        }
    }

    /// <summary>Forgets what a place and its members hold, but not that conditions have looked at them.</summary>
    public void Weaken(AccessPath path)
    {
        AccessPath[] tested = Values.Where(entry => entry.Key.StartsWith(path) && entry.Value.Tested)
            .Select(entry => entry.Key).ToArray();
        Forget(path);
        foreach (AccessPath known in tested)
        {
            Refine(known, Value.Unknown.AsTested());
        }
    }

    /// <summary>The loan is not there on this path: it was never taken, or what was taken was null.</summary>
    public void Remove(Loan loan) => Loans = Loans.Remove(loan);

    /// <summary>Unbinds every place from a loan whose birthplace is run again.</summary>
    public void Unbind(Loan loan)
    {
        foreach (KeyValuePair<AccessPath, Value> entry in Values)
        {
            if (entry.Value.References.Any(reference => reference.Loan == loan))
            {
                Values = Values.SetItem(
                    entry.Key, entry.Value.With(entry.Value.References.RemoveAll(reference => reference.Loan == loan)));
            }
        }
    }

    public void ForEachLoan(Func<Loan, LoanState, LoanState> change)
    {
        foreach (KeyValuePair<Loan, LoanState> entry in Loans)
        {
            LoanState changed = change(entry.Key, entry.Value);
            if (!ReferenceEquals(changed, entry.Value))
            {
                Loans = Loans.SetItem(entry.Key, changed);
            }
        }
    }

    /// <summary>
    /// Drops locals that nothing will read, and loans that no place leads to and that owe nothing: no rule can ask for
    /// them again, and each would make every comparison of states dearer.
    /// </summary>
    public void Prune(LastUses uses, int block)
    {
        foreach (KeyValuePair<AccessPath, Value> entry in Values)
        {
            // What was copied away and is read no more is the good end of a move; a rule wants to see it.
            if (uses.IsOver(entry.Key, block) && entry.Value.Copied is null)
            {
                Values = Values.Remove(entry.Key);
            }
            else if (entry.Value.Alias is { } alias && uses.IsOver(alias, block))
            {
                Values = Values.SetItem(entry.Key, entry.Value.WithAlias(null));
            }
        }

        HashSet<Loan> reachable = [.. Values.Values.SelectMany(value => value.References).Select(r => r.Loan)];
        foreach (KeyValuePair<Loan, LoanState> entry in Loans)
        {
            bool owes = entry.Key.Kind == LoanKind.Acquired
                && entry.Value is { Escaped: false, Transferred: false, IsEnded: false };
            if (!owes && entry.Key.Parameter is null && entry.Value.InFlight is null && !reachable.Contains(entry.Key))
            {
                Loans = Loans.Remove(entry.Key);
            }
        }
    }

    public static FlowState Join(FlowState left, FlowState right)
    {
        FlowState joined = new()
        {
            Exceptional = left.Exceptional || right.Exceptional,
            Imprecise = true,
            Believed = left.Believed || right.Believed,
            ResultSite = left.ResultSite ?? right.ResultSite,
        };
        foreach (AccessPath path in left.Values.Keys.Union(right.Values.Keys))
        {
            // A member that only one path knows is a fact that does not hold on the other; a variable's references are
            // kept from both.
            Value value = left.Get(path).Join(right.Get(path));
            if (!value.Equals(Value.Unknown))
            {
                joined.Values = joined.Values.SetItem(path, value);
            }
        }

        foreach (Loan loan in left.Loans.Keys.Union(right.Loans.Keys))
        {
            joined.Loans = joined.Loans.SetItem(loan, LoanState.Join(left.Get(loan), right.Get(loan)));
        }

        return joined;
    }

    public bool SameLoans(FlowState other) =>
        Exceptional == other.Exceptional
        && Loans.Count == other.Loans.Count
        && Loans.All(entry => other.Loans.TryGetValue(entry.Key, out LoanState? state) && state == entry.Value);

    public bool Equals(FlowState? other) =>
        other is not null
        && Imprecise == other.Imprecise
        && Believed == other.Believed
        && ResultSite == other.ResultSite
        && Values.Count == other.Values.Count
        && SameLoans(other)
        && Values.All(entry => other.Values.TryGetValue(entry.Key, out Value? value) && value.Equals(entry.Value));

    public override bool Equals(object? obj) => Equals(obj as FlowState);

    public override int GetHashCode()
    {
        // Maps of equal content may enumerate in any order.
        int hash = (Values.Count * 31) + Loans.Count;
        foreach (KeyValuePair<AccessPath, Value> entry in Values)
        {
            hash += entry.Key.GetHashCode() * (entry.Value.GetHashCode() + 17);
        }

        return hash;
    }
}
