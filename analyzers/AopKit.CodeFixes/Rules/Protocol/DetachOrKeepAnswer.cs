using System.Collections.Immutable;
using System.Composition;
using AopKit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.CodeFixes.Rules.Protocol;

/// <summary>AOP4001: detach the metadata first, or give the answer that is true.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DetachOrKeepAnswer)), Shared]
public sealed class DetachOrKeepAnswer : AopCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.ReleasedButAttached];

    private protected override Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request)
    {
        List<Fix> fixes = [];
        if (request.Fact(FixFacts.Page) is { } page && request.Fact(FixFacts.Detach) is { } detach
            && request.Place.Parent is ReturnStatementSyntax statement)
        {
            StatementSyntax added = SyntaxFactory.ParseStatement($"{page}.{detach}();");
            fixes.Add(new(
                $"Call '{page}.{detach}()' first", "Detach", Statements.InsertBefore(request.Root, statement, added)));
        }

        if (request.Fact(FixFacts.Answer) is { } answer && Answers.Instead(request.Place, answer) is { } other)
        {
            fixes.Add(new($"Answer '{answer}'", "Answer", request.Root.ReplaceNode(request.Place, other)));
        }

        return Task.FromResult<IReadOnlyList<Fix>>(fixes);
    }
}
