using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// A place that can hold a value: a local, a parameter, a flow capture, <c>this</c>, or a chain of members from one of
/// them (<c>this._page</c>, <c>context.WillRemove</c>). Compared by value.
/// </summary>
internal sealed class AccessPath : IEquatable<AccessPath>
{
    private readonly int _hash;

    private AccessPath(object root, ImmutableArray<ISymbol> members)
    {
        Root = root;
        Members = members;
        int hash = root is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : root.GetHashCode();
        foreach (ISymbol member in members)
        {
            hash = (hash * 31) + SymbolEqualityComparer.Default.GetHashCode(member);
        }

        _hash = hash;
    }

    /// <summary>The object itself, inside its own methods.</summary>
    public static AccessPath This { get; } = new("this", ImmutableArray<ISymbol>.Empty);

    /// <summary>What the method returns.</summary>
    public static AccessPath Result { get; } = new("return", ImmutableArray<ISymbol>.Empty);

    public object Root { get; }

    public ImmutableArray<ISymbol> Members { get; }

    public bool IsRoot => Members.IsEmpty;

    /// <summary>The place without its members.</summary>
    public AccessPath Base => IsRoot ? this : new(Root, ImmutableArray<ISymbol>.Empty);

    /// <summary>Whether the value lives in an object that is there before and after the call.</summary>
    public bool IsOuter => !IsRoot && (Root is "this" || Members[0].IsStatic);

    public static AccessPath Of(ISymbol symbol) => new(symbol, ImmutableArray<ISymbol>.Empty);

    public static AccessPath Of(CaptureId capture) => new(capture, ImmutableArray<ISymbol>.Empty);

    public static AccessPath OfStatic(ISymbol member) => new("static", [member]);

    public AccessPath Member(ISymbol member) => new(Root, Members.Add(member));

    public bool StartsWith(AccessPath prefix)
    {
        if (prefix.Members.Length > Members.Length || !SameRoot(prefix))
        {
            return false;
        }

        for (int index = 0; index < prefix.Members.Length; index++)
        {
            if (!SymbolEqualityComparer.Default.Equals(prefix.Members[index], Members[index]))
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(AccessPath? other) =>
        other is not null && _hash == other._hash && Members.Length == other.Members.Length && StartsWith(other);

    public override bool Equals(object? obj) => Equals(obj as AccessPath);

    public override int GetHashCode() => _hash;

    public override string ToString() =>
        string.Join(
            ".", new[] { Root is ISymbol symbol ? symbol.Name : Root.ToString() }.Concat(Members.Select(m => m.Name)));

    private bool SameRoot(AccessPath other) => Root is ISymbol symbol
        ? other.Root is ISymbol otherSymbol && SymbolEqualityComparer.Default.Equals(symbol, otherSymbol)
        : Root.Equals(other.Root);
}
