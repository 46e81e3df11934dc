using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>Collects what the rules found on each path, and decides at the end what is sure enough to be told.</summary>
internal sealed class Verdicts
{
    private readonly Dictionary<(FlowRule Rule, SyntaxNode Place), Verdict> _verdicts = [];

    public void Add(
        FlowRule rule, SyntaxNode place, bool isBroken, bool isCertain, IEnumerable<SyntaxNode?>? related, object?[] arguments)
    {
        if (!_verdicts.TryGetValue((rule, place), out Verdict? verdict))
        {
            _verdicts.Add((rule, place), verdict = new());
        }

        verdict.Paths++;
        if (!isBroken)
        {
            return;
        }

        verdict.Broken++;
        verdict.IsCertain |= isCertain;
        verdict.Arguments ??= arguments;
        verdict.Related ??= (related ?? []).OfType<SyntaxNode>().Select(node => node.GetLocation()).ToImmutableArray();
    }

    public IEnumerable<Diagnostic> Decide(AnalyzerOptions options)
    {
        foreach (((FlowRule rule, SyntaxNode place), Verdict verdict) in _verdicts.Select(entry => (entry.Key, entry.Value)))
        {
            bool sure = verdict.Broken > 0 && (verdict.Broken == verdict.Paths || verdict.IsCertain);
            if (sure || (verdict.Broken > 0 && Confidence.TellsMaybe(options, place.SyntaxTree, rule.Descriptor.Id)))
            {
                yield return Diagnostic.Create(
                    rule.Descriptor, place.GetLocation(), verdict.Related, verdict.Arguments ?? []);
            }
        }
    }

    private sealed class Verdict
    {
        public int Paths { get; set; }

        public int Broken { get; set; }

        public bool IsCertain { get; set; }

        public object?[]? Arguments { get; set; }

        public ImmutableArray<Location>? Related { get; set; }
    }
}
