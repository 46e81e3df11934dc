using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Suppressions;

/// <summary>
/// Takes back what other analyzers say about undisposed, lost or injected disposables, where a contract proves who owns
/// them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnershipSuppressor : DiagnosticSuppressor
{
    private const string Why = "A lifetime contract says who ends it.";

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> s_descriptors = new[]
    {
        new SuppressionDescriptor("AOPS01", "CA2000", Why),
        new SuppressionDescriptor("AOPS02", "CA2213", Why),
        new SuppressionDescriptor("AOPS03", "CA2025", Why),
        new SuppressionDescriptor("AOPS04", "IDISP001", Why),
        new SuppressionDescriptor("AOPS05", "IDISP003", Why),
        new SuppressionDescriptor("AOPS06", "IDISP007", Why),
    }.ToImmutableDictionary(descriptor => descriptor.SuppressedDiagnosticId);

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        s_descriptors.Values.OrderBy(descriptor => descriptor.Id).ToImmutableArray();

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (ContractModel.TryCreate(context.Compilation, []) is not { } contracts)
        {
            return;
        }

        OwnershipProof proof = new(contracts);
        FieldOwnership fields = new(contracts, proof, context.CancellationToken);
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && IsProvedWrong(diagnostic, tree, contracts, proof, fields, context))
            {
                context.ReportSuppression(Suppression.Create(s_descriptors[diagnostic.Id], diagnostic));
            }
        }
    }

    private static bool IsProvedWrong(
        Diagnostic diagnostic, SyntaxTree tree, ContractModel contracts, OwnershipProof proof, FieldOwnership fields,
        SuppressionAnalysisContext context)
    {
        SemanticModel model = context.GetSemanticModel(tree);
        SyntaxNode place = tree.GetRoot(context.CancellationToken)
            .FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        switch (diagnostic.Id)
        {
            case "CA2213":
                return model.GetDeclaredSymbol(place, context.CancellationToken) is { } field
                    && (fields.IsLent(field, context.GetSemanticModel)
                        || fields.IsEndedAtDispose(field, context.GetSemanticModel));
            case "IDISP007":
                return Disposed(place, model, context.CancellationToken) switch
                {
                    IParameterReferenceOperation { Parameter: var parameter } =>
                        OwnershipProof.Takes(contracts.OfParameter(parameter)),
                    IMemberReferenceOperation { Member: var member } =>
                        fields.IsOwned(member, context.GetSemanticModel),
                    _ => false,
                };
            case "IDISP003":
                return place.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment
                    && model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation
                        { Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } target } whole
                    && (fields.IsLent(target.Member, context.GetSemanticModel)
                        || fields.IsEndedBefore(whole, target.Member));
            case "CA2025":
                return Operation(place, model, context.CancellationToken) is { } argument
                    && proof.IsLentForTheCall(argument);
            default:
                return Value(place, model, context.CancellationToken) is { } value && proof.IsSettled(value);
        }
    }

    // Some analyzers point at the value, some at the variable that holds it.
    private static IOperation? Value(SyntaxNode place, SemanticModel model, CancellationToken cancellation)
    {
        VariableDeclaratorSyntax? declarator = place switch
        {
            VariableDeclaratorSyntax variable => variable,
            VariableDeclarationSyntax { Variables: { Count: 1 } variables } => variables[0],
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } => variables[0],
            _ => null,
        };
        return Operation(declarator?.Initializer?.Value ?? place, model, cancellation);
    }

    private static IOperation? Operation(SyntaxNode place, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode? node = place is ArgumentSyntax argument ? argument.Expression : place;
        IOperation? operation = model.GetOperation(node, cancellation);
        return operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operation;
    }

    // x in x.Dispose(), x?.Dispose() and using (x).
    private static IOperation? Disposed(SyntaxNode place, SemanticModel model, CancellationToken cancellation)
    {
        for (SyntaxNode? node = place; node is not null and not StatementSyntax; node = node.Parent)
        {
            ExpressionSyntax? receiver = node switch
            {
                ConditionalAccessExpressionSyntax access => access.Expression,
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Expression,
                _ => null,
            };
            if (receiver is not null)
            {
                return model.GetOperation(receiver, cancellation);
            }
        }

        return model.GetOperation(place, cancellation);
    }
}
