using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Suppressions;

/// <summary>What contracts prove about who owns what a field holds, from all that its type does with it.</summary>
internal sealed class FieldOwnership(ContractModel contracts, OwnershipProof proof, CancellationToken cancellation)
{
    private static readonly ImmutableHashSet<string> s_disposals =
        ImmutableHashSet.Create("Dispose", "DisposeAsync", "DisposeAsyncCore", "Close");

    /// <summary>Whether the field holds only what was lent.</summary>
    public bool IsLent(ISymbol field, Func<SyntaxTree, SemanticModel> model) =>
        Values(field, model) is { Count: > 0 } values && values.TrueForAll(proof.IsNotOwned);

    /// <summary>
    /// Whether the type, where it is disposed itself, gives what the field holds to somebody who ends it.
    /// </summary>
    public bool IsEndedAtDispose(ISymbol field, Func<SyntaxTree, SemanticModel> model) =>
        Uses(field, model).Any(use => Ends(use)
            && model(use.Syntax.SyntaxTree).GetEnclosingSymbol(use.Syntax.SpanStart, cancellation)
                is IMethodSymbol method
            && s_disposals.Contains(method.Name));

    /// <summary>Whether a statement before the assignment, in the same block, gives away what the field held.</summary>
    public bool IsEndedBefore(IOperation assignment, ISymbol field)
    {
        IOperation? statement = assignment;
        while (statement is not null && statement.Parent is not IBlockOperation)
        {
            statement = statement.Parent;
        }

        return statement?.Parent is IBlockOperation block
            && block.Operations.TakeWhile(operation => operation != statement).LastOrDefault()
                is IExpressionStatementOperation { Operation: var before }
            && before.DescendantsAndSelf().Any(operation => IsOf(operation, field) && Ends(operation))
            && !before.DescendantsAndSelf().Any(operation => operation is IConditionalAccessOperation
                or IConditionalOperation or ICoalesceOperation or IAnonymousFunctionOperation);
    }

    /// <summary>
    /// Whether a contract says that the field owns what it holds: its own, or that of a parameter put in it.
    /// </summary>
    public bool IsOwned(ISymbol field, Func<SyntaxTree, SemanticModel> model) =>
        contracts.Of(field).Owned
        || (Values(field, model) is { Count: > 0 } values
            && values.TrueForAll(value => value is IParameterReferenceOperation { Parameter: var parameter }
                && OwnershipProof.Takes(contracts.OfParameter(parameter))));

    private bool Ends(IOperation use) => proof.IsGivenAway(use)
        || (use.Parent is IInvocationOperation call && call.Instance == use
            && contracts.Of(call.TargetMethod).EndsThis is { When: EndsWhen.Always });

    private List<IOperation> Values(ISymbol field, Func<SyntaxTree, SemanticModel> model) =>
        [.. Bodies(field, model).SelectMany(body => body.DescendantsAndSelf())
            .Select(operation => operation switch
            {
                ISimpleAssignmentOperation assignment when IsOf(assignment.Target, field) => Bare(assignment.Value),
                ICoalesceAssignmentOperation assignment when IsOf(assignment.Target, field) => Bare(assignment.Value),
                IFieldInitializerOperation initializer
                    when initializer.InitializedFields.Contains(field, SymbolEqualityComparer.Default) =>
                    Bare(initializer.Value),
                IPropertyInitializerOperation initializer
                    when initializer.InitializedProperties.Contains(field, SymbolEqualityComparer.Default) =>
                    Bare(initializer.Value),
                _ => null,
            }).OfType<IOperation>()];

    private IEnumerable<IOperation> Uses(ISymbol field, Func<SyntaxTree, SemanticModel> model) =>
        Bodies(field, model).SelectMany(body => body.DescendantsAndSelf()).Where(operation => IsOf(operation, field));

    private static bool IsOf(IOperation operation, ISymbol field) => operation is IMemberReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, field.OriginalDefinition);

    private IEnumerable<IOperation> Bodies(ISymbol field, Func<SyntaxTree, SemanticModel> model) =>
        field.ContainingType.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellation))
            .SelectMany(type => type.DescendantNodes().Where(IsBody)
                .Select(node => model(type.SyntaxTree).GetOperation(node, cancellation)))
            .OfType<IOperation>();

    private static bool IsBody(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
            or EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax }
                or PropertyDeclarationSyntax }
            or ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax };

    private static IOperation Bare(IOperation value) => value is IConversionOperation conversion
        ? Bare(conversion.Operand)
        : value;
}
