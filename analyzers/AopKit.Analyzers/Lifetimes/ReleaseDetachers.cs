using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>
/// Which metadata the release callbacks of this compilation take off pages that may stay. Found out when somebody first
/// asks, which few compilations do.
/// </summary>
internal sealed class ReleaseDetachers(LifetimeEngine engine)
{
    private const int MaximumDepth = 3;

    private IReadOnlyCollection<ITypeSymbol>? _known;

    /// <summary>Whether metadata of a type may go while its page stays.</summary>
    public bool MayDetach(ITypeSymbol metadata, CancellationToken cancellation)
    {
        // Two threads may both find out; they find the same.
        IReadOnlyCollection<ITypeSymbol> known = _known ??= Find(cancellation);
        return known.Contains(metadata, SymbolEqualityComparer.Default);
    }

    private IReadOnlyCollection<ITypeSymbol> Find(CancellationToken cancellation)
    {
        HashSet<ITypeSymbol> found = new(SymbolEqualityComparer.Default);
        foreach (IMethodSymbol method in Types(engine.Contracts.Compilation.Assembly.GlobalNamespace)
            .Where(type => type.TypeKind is TypeKind.Class or TypeKind.Struct)
            .SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>())
        {
            cancellation.ThrowIfCancellationRequested();
            if (engine.Contracts.Of(method).Release is { PromiseOnly: false } release
                && engine.Body(method, cancellation) is { } body
                && !Mentions(body, release.RemovalMember) && !IsNamed(release.OnlyUnheldUnder, cancellation))
            {
                found.UnionWith(Detached(body, 0, cancellation));
            }
        }

        return found;
    }

    // A callback that asks whether the page goes detaches, we suppose, only if it does.
    private static bool Mentions(IOperation body, string? member) => body.Descendants().Any(
        operation => operation is IMemberReferenceOperation reference && reference.Member.Name == member);

    // By its text: where somebody sets the option does not matter, only that somebody does.
    private bool IsNamed(string? option, CancellationToken cancellation) => option is not null
        && engine.Contracts.Compilation.SyntaxTrees.Any(tree => tree.GetRoot(cancellation).DescendantTokens()
            .Any(token => token.ValueText == option));

    private IEnumerable<ITypeSymbol> Detached(IOperation body, int depth, CancellationToken cancellation)
    {
        foreach (IInvocationOperation call in body.Descendants().OfType<IInvocationOperation>())
        {
            if (engine.Contracts.Of(call.TargetMethod).Detaches)
            {
                if (call.Instance?.Type is { } page
                    && PageTypes.Metadata(engine.Contracts, page) is { Type: { } metadata })
                {
                    yield return metadata;
                }
            }
            else if (depth < MaximumDepth
                && engine.Body(call.TargetMethod.OriginalDefinition, cancellation) is { } callee)
            {
                foreach (ITypeSymbol metadata in Detached(callee, depth + 1, cancellation))
                {
                    yield return metadata;
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        ImmutableArray<INamedTypeSymbol> types = container.GetTypeMembers();
        IEnumerable<INamespaceOrTypeSymbol> inner = container is INamespaceSymbol space
            ? space.GetNamespaceMembers().Concat<INamespaceOrTypeSymbol>(types)
            : types;
        return types.Concat(inner.SelectMany(Types));
    }
}
