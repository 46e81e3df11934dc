using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Contracts;

/// <summary>Reads contracts from attributes, matched by full name so that any assembly may declare them.</summary>
internal sealed class AttributeContracts(Compilation compilation, ImmutableArray<INamedTypeSymbol> attributes)
    : IContractSource
{
    private readonly HashSet<ISymbol> _speakers = Speakers(compilation, attributes);

    public bool MayKnow(ISymbol symbol) => _speakers.Contains(symbol.ContainingAssembly);

    public MemberContract Member(ISymbol symbol)
    {
        MemberContract contract = Apply(MemberContract.None, symbol.GetAttributes());
        if (symbol is IMethodSymbol method)
        {
            contract = Apply(contract, method.GetReturnTypeAttributes());
            ImmutableArray<ParameterContract> parameters = ReadParameters(method.Parameters);
            contract = parameters.IsEmpty ? contract : contract with { Parameters = parameters };
        }

        return contract == MemberContract.None ? MemberContract.None : contract;
    }

    public TypeContract Type(INamedTypeSymbol type)
    {
        TypeContract contract = TypeContract.None;
        foreach ((string name, AttributeData data) in Contracts(type.GetAttributes()))
        {
            contract = name switch
            {
                ContractNames.Lifetime => contract with { Lifetime = EndOf(Named(data, "EndsAt")) },
                ContractNames.UnwrittenState => contract with { UnwrittenState = true },
                ContractNames.MustCall => contract with { MustCall = Names(data) },
                ContractNames.Revalidate => contract with { Revalidate = Text(data, 0) },
                ContractNames.MoveOnly => contract with { MoveOnly = true },
                ContractNames.PageRange => contract with
                {
                    PageRange = new(Text(data, 0) ?? "", Text(data, 1) ?? "", Text(data, 2) ?? ""),
                },
                _ => contract,
            };
        }

        return contract;
    }

    /// <summary>
    /// The assemblies that can carry the attributes: those that declare or reference them, and those that reference
    /// such a one, whose members they may implement. The framework's are not among them, so theirs are never read.
    /// </summary>
    private static HashSet<ISymbol> Speakers(Compilation compilation, ImmutableArray<INamedTypeSymbol> attributes)
    {
        HashSet<ISymbol> speakers = new(SymbolEqualityComparer.Default) { compilation.Assembly };
        speakers.UnionWith(attributes.Select(type => type.ContainingAssembly));
        List<IAssemblySymbol> others = compilation.SourceModule.ReferencedAssemblySymbols.ToList();
        bool References(IAssemblySymbol assembly) =>
            assembly.Modules.SelectMany(module => module.ReferencedAssemblySymbols).Any(speakers.Contains);
        while (others.RemoveAll(assembly => References(assembly) && (speakers.Add(assembly) || true)) > 0)
        {
        }

        return speakers;
    }

    private static MemberContract Apply(MemberContract contract, ImmutableArray<AttributeData> attributes)
    {
        foreach ((string name, AttributeData data) in Contracts(attributes))
        {
            contract = Apply(contract, name, data);
        }

        return contract;
    }

    private static MemberContract Apply(MemberContract contract, string name, AttributeData data) => name switch
    {
        ContractNames.Acquires => contract with
        {
            Acquires = true, MayBeDropped = Constant(Named(data, "MayBeDropped")) is true,
        },
        ContractNames.Borrowed => contract with { Borrowed = true },
        ContractNames.WeakOnly => contract with { WeakOnly = true },
        ContractNames.Owned => contract with { Owned = true },
        ContractNames.Attaches => contract with { Attaches = true },
        ContractNames.Detaches => contract with { Detaches = true },
        ContractNames.AttachedMetadata => contract with
        {
            AttachedMetadata = true, MayChange = Constant(Named(data, "MayChange")) is true,
        },
        ContractNames.DirtyState => contract with { DirtyState = true },
        ContractNames.UnwrittenState => contract with { UnwrittenState = true },
        ContractNames.ViewOf => contract with { ViewOf = Text(data, 0) },
        ContractNames.Mapping => contract with { Mapping = Text(data, 0) },
        ContractNames.NeedsCurrent => contract with { NeedsCurrent = Currency(data) },
        ContractNames.InvalidatesMappings => contract with
        {
            Invalidates = Constant(Named(data, "Part")) is true ? Invalidation.Some : Invalidation.All,
        },
        ContractNames.MustCall => contract with { MustCall = Names(data) },
        ContractNames.EndsLifetime => contract with { EndsThis = End(data) },
        ContractNames.Lifetime => contract with { Lifetime = EndOf(Named(data, "EndsAt")) },
        ContractNames.EndOfLife => contract with { EndOfLife = EndOf(Positional(data, 0)) },
        ContractNames.ReleaseCallback => contract with { Release = Release(data) },
        ContractNames.TransferCallback => contract with { TransferAnswer = [Constant(Positional(data, 0))] },
        ContractNames.CallbackContext => contract with
        {
            Callback = new(
                (CallbackContexts)Bits(data),
                Constant(Named(data, "MayBlockIf")) as string,
                Constant(Named(data, "MayEnterFileSystemIf")) as string),
        },
        ContractNames.Effect => contract with { Effects = (Effects)Bits(data) },
        ContractNames.CountsFreeable => contract with { CountsFreeable = true },
        ContractNames.LockLevel => contract with { LockLevel = Constant(Positional(data, 0)) as int? },
        ContractNames.NoAllocation => contract with { NoAllocation = true },
        ContractNames.FreesObjects => contract with
        {
            Frees = new(Text(data, 0) ?? "", Constant(Named(data, "Stop")) as string),
        },
        _ => contract,
    };

    private static ImmutableArray<ParameterContract> ReadParameters(ImmutableArray<IParameterSymbol> parameters)
    {
        ImmutableArray<ParameterContract> read = parameters.Select(ReadParameter).ToImmutableArray();
        return read.All(contract => contract == ParameterContract.None)
            ? ImmutableArray<ParameterContract>.Empty
            : read;
    }

    private static ParameterContract ReadParameter(IParameterSymbol parameter)
    {
        ParameterContract contract = ParameterContract.None;
        foreach ((string name, AttributeData data) in Contracts(parameter.GetAttributes()))
        {
            contract = name switch
            {
                ContractNames.Acquires => contract with { Acquires = true },
                ContractNames.Borrowed => contract with
                {
                    Borrowed = true, UntilTaskEnds = Constant(Named(data, "UntilTaskEnds")) is true,
                },
                ContractNames.Owned => contract with { Owned = true },
                ContractNames.WeakOnly => contract with { WeakOnly = true },
                ContractNames.EndsLifetime => contract with { Ends = End(data) },
                ContractNames.FreedCount => contract with { FreedCount = true },
                ContractNames.LockLevel => contract with { LockLevel = Constant(Positional(data, 0)) as int? },
                _ => contract,
            };
        }

        return contract;
    }

    private static IEnumerable<(string Name, AttributeData Data)> Contracts(ImmutableArray<AttributeData> attributes)
    {
        foreach (AttributeData data in attributes)
        {
            if (data.AttributeClass is
                {
                    ContainingType: null,
                    ContainingNamespace: { Name: "Lifetimes", ContainingNamespace: { Name: "AopKit" } outer },
                } type && outer.ContainingNamespace.IsGlobalNamespace)
            {
                yield return (type.Name, data);
            }
        }
    }

    private static EndContract End(AttributeData data)
    {
        EndsWhen when = EnumName(Named(data, "When")) is { } name && Enum.TryParse(name, out EndsWhen parsed)
            ? parsed
            : EndsWhen.Always;
        return new(when, Constant(Named(data, "Value")), Constant(Named(data, "Idempotent")) is true);
    }

    private static CurrencyContract Currency(AttributeData data) =>
        new(Text(data, 0) ?? "", Named(data, "GoneWhen") is { } given ? Constant(given) : true);

    private static ReleaseContract Release(AttributeData data)
    {
        TypedConstant? still = Positional(data, 1);
        ImmutableArray<object?> answers = still is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(value => Constant(value)).ToImmutableArray()
            : still is { } single ? [Constant(single)] : [];
        return new(Constant(Positional(data, 0)), answers)
        {
            PromiseOnly = Constant(Named(data, "PromiseOnly")) is true,
            RemovalMember = Constant(Named(data, "RemovalMember")) as string,
            CertainRemoval = Constant(Named(data, "CertainRemoval")),
            OnlyUnheldUnder = EnumName(Named(data, "OnlyUnheldUnder")),
        };
    }

    // An argument that was left out has its default, the earliest end.
    private static LifetimeEnd? EndOf(TypedConstant? constant) =>
        constant is null ? LifetimeEnd.ReleasePage
        : EnumName(constant) is { } name && Enum.TryParse(name, out LifetimeEnd end) ? end
        : null;

    // Enums are matched by member name, so that a copied declaration may number its members as it likes.
    private static string? EnumName(TypedConstant? constant) =>
        constant is { Kind: TypedConstantKind.Enum, Type: { } type, Value: { } value }
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value))?.Name
            : null;

    private static int Bits(AttributeData data) =>
        Positional(data, 0) is { Kind: TypedConstantKind.Enum, Value: int bits } ? bits : 0;

    private static ImmutableArray<string> Names(AttributeData data) =>
        Positional(data, 0) is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(value => value.Value).OfType<string>().ToImmutableArray()
            : Text(data, 0) is { } name ? [name] : [];

    private static string? Text(AttributeData data, int position) => Constant(Positional(data, position)) as string;

    private static TypedConstant? Positional(AttributeData data, int position) =>
        position < data.ConstructorArguments.Length ? data.ConstructorArguments[position] : null;

    private static TypedConstant? Named(AttributeData data, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in data.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static object? Constant(TypedConstant? constant) =>
        constant is { Kind: not TypedConstantKind.Array and not TypedConstantKind.Error } value ? value.Value : null;
}
