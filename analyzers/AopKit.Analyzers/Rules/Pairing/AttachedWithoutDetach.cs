using System.Collections.Concurrent;
using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Pairing;

/// <summary>AOP2002: a client attaches metadata that must be ended, and none of its callbacks ends it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AttachedWithoutDetach : AopAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.AttachedWithoutDetach,
        "End attached metadata in a callback",
        "'{0}' is attached, and {1}, but no callback of '{2}' ends it: end it where its life ends, at the "
        + "latest when the page is removed",
        "The page goes when memory is short. What its metadata holds goes nowhere unless a callback gives it back.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts)
    {
        MetadataDuties duties = new(new(contracts));
        context.RegisterSymbolStartAction(
            start =>
            {
                INamedTypeSymbol type = (INamedTypeSymbol)start.Symbol;
                if (type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false }
                    && IsClient(contracts, type))
                {
                    Client client = new(type, contracts, duties);
                    start.RegisterOperationAction(
                        client.Visit, OperationKind.Invocation, OperationKind.PropertyReference);
                    start.RegisterSymbolEndAction(client.Report);
                }
            },
            SymbolKind.NamedType);
    }

    // The class with callbacks is the one that hears that a page goes. Where it inherits the end of a life, that may
    // end the metadata.
    private static bool IsClient(ContractModel contracts, INamedTypeSymbol type)
    {
        bool isClient = false;
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (IMethodSymbol method in current.GetMembers().OfType<IMethodSymbol>())
            {
                MemberContract contract = contracts.Of(method);
                isClient |= contract.Callback is not null || contract.EndOfLife is not null
                    || contract.Release is not null;
                if (contract.EndOfLife is not null && !method.IsAbstract
                    && !SymbolEqualityComparer.Default.Equals(current, type)
                    && !type.GetMembers(method.Name).OfType<IMethodSymbol>().Any(own => own.IsOverride))
                {
                    return false;
                }
            }
        }

        return isClient;
    }

    /// <summary>What one client attaches and ends.</summary>
    private sealed class Client(INamedTypeSymbol type, ContractModel contracts, MetadataDuties duties)
    {
        private readonly ConcurrentQueue<(IInvocationOperation Call, ITypeSymbol Metadata, string Duty)> _attached =
            new();
        private readonly ConcurrentQueue<ITypeSymbol> _ended = new();
        private int _endCount;

        public void Visit(OperationAnalysisContext context)
        {
            if (Ends(context.Operation, context.ContainingSymbol))
            {
                Interlocked.Increment(ref _endCount);
            }

            if (context.Operation is IInvocationOperation { Instance.Type: { } ended } dispose
                && MetadataDuties.IsDispose(dispose))
            {
                _ended.Enqueue(ended);
            }

            if (context.Operation is IInvocationOperation call && contracts.Of(call.TargetMethod).Attaches
                && call.Arguments.FirstOrDefault()?.Value is { } metadata
                && duties.Of(metadata, context.CancellationToken) is { } duty && metadata.Type is { } metadataType)
            {
                _attached.Enqueue((call, metadataType, duty));
            }
        }

        public void Report(SymbolAnalysisContext context)
        {
            if (Volatile.Read(ref _endCount) > 0)
            {
                return;
            }

            foreach ((IInvocationOperation call, ITypeSymbol metadata, string duty) in _attached.Where(
                entry => !IsDisposed(entry.Metadata)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    s_descriptor, call.Syntax.GetLocation(), metadata.Locations.Where(place => place.IsInSource),
                    metadata.Name, duty, type.Name));
            }
        }

        private bool IsDisposed(ITypeSymbol metadata) => _ended.Any(ended => ended.TypeKind == TypeKind.Interface
            || SymbolEqualityComparer.Default.Equals(ended.OriginalDefinition, metadata.OriginalDefinition));

        // Taking metadata off, ending any of its kind, or looking at it where a life ends: each may be the end that is
        // asked for.
        private bool Ends(IOperation operation, ISymbol member) => operation switch
        {
            IInvocationOperation call => contracts.Of(call.TargetMethod).Detaches || duties.IsEnd(call)
                || (EndsLife(member)
                    && call.Arguments.Any(argument => argument.Value.Type is { } passed && ShowsMetadata(passed))),
            IPropertyReferenceOperation property => EndsLife(member) && ShowsMetadata(property.Property),
            _ => false,
        };

        private bool EndsLife(ISymbol member) => contracts.Of(member).EndOfLife is not null;

        private bool ShowsMetadata(ITypeSymbol page) => PageTypes.Members(page).Any(ShowsMetadata);

        private bool ShowsMetadata(ISymbol member) =>
            member is IPropertySymbol && contracts.Of(member) is { AttachedMetadata: true } or { Owned: true };
    }
}
