using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>
/// Asks the compiler itself whether a parameter can be <c>scoped</c>: no other judge knows all its rules.
/// </summary>
internal static class ScopedTrial
{
    public static bool Compiles(Compilation compilation, ParameterSyntax parameter, CancellationToken cancellation)
    {
        if (parameter.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member || member.ContainsDiagnostics)
        {
            return false;
        }

        SyntaxTree tree = member.SyntaxTree;
        SyntaxAnnotation mark = new();
        SyntaxNode root = tree.GetRoot(cancellation).ReplaceNode(
            member, member.ReplaceNode(parameter, WithScoped(parameter)).WithAdditionalAnnotations(mark));
        SyntaxTree changed = tree.WithRootAndOptions(root, tree.Options);
        return Faults(compilation.ReplaceSyntaxTree(tree, changed),
            changed.GetRoot(cancellation).GetAnnotatedNodes(mark).Single(), cancellation)
            == Faults(compilation, member, cancellation);
    }

    /// <summary>
    /// The parameter with the modifier where the language wants it: after <c>this</c>, before <c>ref</c>.
    /// </summary>
    public static ParameterSyntax WithScoped(ParameterSyntax parameter)
    {
        SyntaxToken scoped = SyntaxFactory.Token(SyntaxKind.ScopedKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        int place = parameter.Modifiers.IndexOf(SyntaxKind.ThisKeyword) + 1;
        if (place > 0 || parameter.AttributeLists.Count > 0)
        {
            return parameter.WithModifiers(parameter.Modifiers.Insert(place, scoped));
        }

        SyntaxTriviaList before = parameter.GetLeadingTrivia();
        ParameterSyntax bare = parameter.WithoutLeadingTrivia();
        return bare.WithModifiers(bare.Modifiers.Insert(0, scoped.WithLeadingTrivia(before)));
    }

    // In unsafe code the compiler only warns of a reference that escapes, so warnings count as well.
#pragma warning disable RS1030 // The trial has a compilation of its own, and no driver to ask for its model.
    private static int Faults(Compilation compilation, SyntaxNode member, CancellationToken cancellation) =>
        compilation.GetSemanticModel(member.SyntaxTree).GetDiagnostics(member.Span, cancellation)
            .Count(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
#pragma warning restore RS1030
}
