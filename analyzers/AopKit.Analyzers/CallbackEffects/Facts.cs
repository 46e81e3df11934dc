using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>
/// What is known to hold at a place: that the callback may block (named by the member that says so), or that a task
/// has completed (named by the variable that holds it). All facts hold at once where no path can lead.
/// </summary>
internal sealed class Facts : IEquatable<Facts>
{
    public static readonly Facts None =
        new(ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default), isAll: false);
    public static readonly Facts All = new(None._symbols, isAll: true);

    private readonly ImmutableHashSet<ISymbol> _symbols;

    private Facts(ImmutableHashSet<ISymbol> symbols, bool isAll)
    {
        _symbols = symbols;
        IsAll = isAll;
    }

    public bool IsAll { get; }

    public static Facts Of(ISymbol symbol) => new(None._symbols.Add(symbol), isAll: false);

    public bool Contains(ISymbol symbol) => IsAll || _symbols.Contains(symbol);

    /// <summary>Both hold.</summary>
    public Facts And(Facts other) => IsAll || other.IsAll ? All : new(_symbols.Union(other._symbols), isAll: false);

    /// <summary>One of the two holds, and it is not known which.</summary>
    public Facts Or(Facts other) =>
        IsAll ? other : other.IsAll ? this : new(_symbols.Intersect(other._symbols), isAll: false);

    public Facts Without(ISymbol symbol) => IsAll ? this : new(_symbols.Remove(symbol), isAll: false);

    /// <summary>What a callee may know of it: variables of the caller mean nothing there.</summary>
    public Facts Only(ISymbol symbol) => IsAll ? this : Contains(symbol) ? Of(symbol) : None;

    public bool Equals(Facts? other) => other is not null && IsAll == other.IsAll && _symbols.SetEquals(other._symbols);

    public override bool Equals(object? obj) => Equals(obj as Facts);

    public override int GetHashCode() => IsAll ? 1 : _symbols.Count;
}

/// <summary>What follows if a bool is true, and what if it is false.</summary>
internal sealed record Truth(Facts WhenTrue, Facts WhenFalse)
{
    public static readonly Truth Unknown = new(Facts.None, Facts.None);

    public static readonly Truth True = new(Facts.None, Facts.All);

    public static readonly Truth False = new(Facts.All, Facts.None);

    public static Truth Of(bool value) => value ? True : False;

    public Truth Not() => new(WhenFalse, WhenTrue);

    public Truth Or(Truth other) => new(WhenTrue.Or(other.WhenTrue), WhenFalse.Or(other.WhenFalse));

    public Truth Given(Facts known) => new(WhenTrue.And(known), WhenFalse.And(known));

    public Truth Without(ISymbol symbol) => new(WhenTrue.Without(symbol), WhenFalse.Without(symbol));

    public Truth Only(ISymbol symbol) => new(WhenTrue.Only(symbol), WhenFalse.Only(symbol));
}
