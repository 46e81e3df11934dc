using System.Collections.Concurrent;
using System.Collections.Immutable;
using AopKit.Analyzers.Contracts.External;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Contracts;

/// <summary>
/// The contracts of one compilation: reads each symbol once, adds what overridden and implemented members say. Lives in
/// the closure of the compilation's start action and dies with it. Safe for any number of threads.
/// </summary>
internal sealed class ContractModel
{
    private readonly ConcurrentDictionary<ISymbol, MemberContract> _members = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, TypeContract> _types = new(SymbolEqualityComparer.Default);
    private readonly ImmutableArray<IContractSource> _sources;

    private ContractModel(Compilation compilation, ImmutableArray<IContractSource> sources)
    {
        Compilation = compilation;
        _sources = sources;
    }

    public Compilation Compilation { get; }

    /// <summary>
    /// Null when the compilation cannot name a single contract attribute, and no text speaks of others' members: then
    /// there is nothing to check.
    /// </summary>
    /// <param name="tables">What was found with <see cref="ExternalContracts"/>.</param>
    public static ContractModel? TryCreate(Compilation compilation, IEnumerable<ContractTable> tables)
    {
        ImmutableArray<IContractSource>.Builder sources = ImmutableArray.CreateBuilder<IContractSource>();
        ImmutableArray<INamedTypeSymbol> attributes =
            ContractNames.All.SelectMany(name => compilation.GetTypesByMetadataName(name)).ToImmutableArray();
        if (!attributes.IsEmpty)
        {
            sources.Add(new AttributeContracts(compilation, attributes));
        }

        sources.AddRange(tables.Select(table => new TextContracts(table)));
        return sources.Count == 0 ? null : new(compilation, sources.ToImmutable());
    }

    /// <summary>The contract of a method, constructor, property or field, inherited parts included.</summary>
    public MemberContract Of(ISymbol? symbol) => symbol switch
    {
        null => MemberContract.None,
        IMethodSymbol { ReducedFrom: { } reduced } => Of(reduced),
        IMethodSymbol or IPropertySymbol or IFieldSymbol => _members.GetOrAdd(symbol.OriginalDefinition, Read),
        _ => MemberContract.None,
    };

    public TypeContract OfType(ITypeSymbol? type) => type is INamedTypeSymbol named
        ? _types.GetOrAdd(named.OriginalDefinition, symbol => ReadType((INamedTypeSymbol)symbol))
        : TypeContract.None;

    public ParameterContract OfParameter(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method
        ? Of(method).Parameter(ContractOrdinal(parameter, method))
        : ParameterContract.None;

    /// <summary>
    /// The member itself, what it overrides, and every interface member that it implements; nearest first.
    /// </summary>
    public static IEnumerable<ISymbol> Declarations(ISymbol member)
    {
        for (ISymbol? current = member; current is not null; current = Overridden(current))
        {
            yield return current;
        }

        // A base class may have said which interface a member implements that a derived one overrides.
        for (ISymbol? current = member; current is not null; current = Overridden(current))
        {
            foreach (ISymbol implemented in Implemented(current))
            {
                yield return implemented;
            }
        }
    }

    private static IEnumerable<ISymbol> Implemented(ISymbol member)
    {
        if (member.ContainingType is not { TypeKind: not TypeKind.Interface } type || member.IsStatic)
        {
            return [];
        }

        return type.AllInterfaces.SelectMany(contract => contract.GetMembers()).Where(candidate =>
            candidate.Kind == member.Kind && EndsWith(member.Name, candidate.Name)
            && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate), member));
    }

    // A reduced extension method has lost its first parameter; the contract counts from the declaration.
    private static int ContractOrdinal(IParameterSymbol parameter, IMethodSymbol method) =>
        method.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal + 1;

    // Explicit implementations carry the interface's name in front.
    private static bool EndsWith(string name, string candidate) =>
        name == candidate || (name.EndsWith(candidate, System.StringComparison.Ordinal) && name.Contains('.'));

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    private MemberContract Read(ISymbol symbol)
    {
        MemberContract contract = MemberContract.None;
        bool mayBeKnown = _sources.Any(source => source.MayKnow(symbol));
        foreach (ISymbol declaration in mayBeKnown ? Declarations(symbol) : [])
        {
            foreach (IContractSource source in _sources)
            {
                contract = contract.Or(source.Member(declaration.OriginalDefinition));
            }
        }

        // The contract of a property speaks for its getter.
        return symbol is IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property }
            ? contract.Or(Of(property))
            : contract;
    }

    private TypeContract ReadType(INamedTypeSymbol type) => _sources.Select(source => source.Type(type))
        .FirstOrDefault(contract => contract != TypeContract.None) ?? TypeContract.None;
}
