using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Contracts.External;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>
/// AOP5001: a contract names what is not there, or says what its member cannot mean, or contradicts what it overrides.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MalformedContract : AopAnalyzer
{
    /// <summary>The property of a diagnostic that holds the name that was probably meant.</summary>
    public const string NearestName = "NearestName";

    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.MalformedContract,
        "A contract must say what its member can keep",
        "The contract of '{0}' is wrong: {1}",
        "Rules, callers and checks believe contracts. One that names nothing, or says less than what it "
        + "overrides promises, misleads them all.",
        DiagnosticSeverity.Error);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    // A generator's contracts are believed like anybody's.
    protected override GeneratedCodeAnalysisFlags GeneratedCode =>
        GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts)
    {
        context.RegisterSymbolAction(
            symbol => Check(symbol, contracts), SymbolKind.Method, SymbolKind.Property, SymbolKind.NamedType);
        context.RegisterOperationAction(CheckAssumption, OperationKind.Invocation);
        context.RegisterSyntaxNodeAction(CheckAssemblyAttribute, SyntaxKind.Attribute);
        ContractTable? Read(SourceText text) =>
            context.TryGetValue(text, ExternalContracts.Tables, out ContractTable? table) ? table : null;
        context.RegisterAdditionalFileAction(file => CheckFile(file, Read));
    }

    private static void CheckFile(AdditionalFileAnalysisContext context, Func<SourceText, ContractTable?> read)
    {
        AdditionalText file = context.AdditionalFile;
        if (!ExternalContracts.IsContractFile(file) || file.GetText(context.CancellationToken) is not { } text
            || read(text) is not { } table)
        {
            return;
        }

        foreach (TextFault fault in ContractTextCheck.Of(table, context.Compilation))
        {
            Location place = Location.Create(file.Path, fault.Span, text.Lines.GetLinePositionSpan(fault.Span));
            context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, fault.Subject, fault.Text));
        }
    }

    private static void CheckAssemblyAttribute(SyntaxNodeAnalysisContext context)
    {
        if (context.Node is not AttributeSyntax { ArgumentList.Arguments.Count: 2 } syntax
            || syntax.Parent is not AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.AssemblyKeyword }
            || AssemblyContracts.At(syntax, context.Compilation) is not { } attribute)
        {
            return;
        }

        List<TextFault> faults = [];
        ContractLine? line = AssemblyContracts.Line(attribute, faults);
        if (line is not null)
        {
            faults.AddRange(ContractTextCheck.Of(line, context.Compilation));
        }

        foreach (TextFault fault in faults)
        {
            // The id has no span in an attribute: what is wrong with it is shown at the first argument, all else at the
            // second.
            AttributeArgumentSyntax place = syntax.ArgumentList.Arguments[fault.Span.IsEmpty ? 0 : 1];
            context.ReportDiagnostic(
                Diagnostic.Create(s_descriptor, place.GetLocation(), fault.Subject, fault.Text));
        }
    }

    private static void CheckAssumption(OperationAnalysisContext context)
    {
        if (Assumptions.EmptyReason(context.Operation) is { } reason)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                s_descriptor, reason.Syntax.GetLocation(), ((IInvocationOperation)context.Operation).TargetMethod.Name,
                "it needs a reason that a reader can judge"));
        }
    }

    private static void Check(SymbolAnalysisContext context, ContractModel contracts)
    {
        IEnumerable<ContractFault> faults = context.Symbol switch
        {
            INamedTypeSymbol type => ContractNamesCheck.Of(type),
            IMethodSymbol method => ContractNamesCheck.Of(method).Concat(ContractAnswersCheck.Of(method))
                .Concat(OverrideCheck.Of(method, contracts)),
            IPropertySymbol property => ContractNamesCheck.Of(property),
            _ => [],
        };
        foreach (ContractFault fault in faults)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                s_descriptor,
                fault.Place(context.Symbol, context.CancellationToken),
                fault.Nearest is null ? null : ImmutableDictionary<string,
                string?>.Empty.Add(NearestName, fault.Nearest),
                context.Symbol.Name,
                fault.Text));
        }
    }
}
