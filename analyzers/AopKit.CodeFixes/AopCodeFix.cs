using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AopKit.CodeFixes;

/// <summary>
/// The base of every fix: fixes all in one go, and asks the fix for the changed root before it is offered, so that
/// nothing is offered
/// that cannot be done.
/// </summary>
public abstract class AopCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            FixRequest request = new(context.Document, root, place, diagnostic, context.CancellationToken);
            foreach (Fix fix in await FixesAsync(request).ConfigureAwait(false))
            {
                Document changed = context.Document.WithSyntaxRoot(fix.Root);
                string key = diagnostic.Id + "." + fix.Key;
                context.RegisterCodeFix(CodeAction.Create(fix.Title, _ => Task.FromResult(changed), key), diagnostic);
            }
        }
    }

    private protected abstract Task<IReadOnlyList<Fix>> FixesAsync(FixRequest request);
}

/// <summary>What a fix is asked.</summary>
internal sealed record FixRequest(
    Document Document, SyntaxNode Root, SyntaxNode Place, Diagnostic Diagnostic, CancellationToken Cancellation)
{
    public string? Fact(string name) => Diagnostic.Properties.TryGetValue(name, out string? value) ? value : null;
}

/// <summary>
/// One way to mend it: what the user reads, what tells it from the others, and the document afterwards.
/// </summary>
internal sealed record Fix(string Title, string Key, SyntaxNode Root);
