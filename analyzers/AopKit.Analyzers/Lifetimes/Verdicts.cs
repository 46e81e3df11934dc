using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Lifetimes;

/// <summary>What a rule found at a place on one path.</summary>
internal sealed record Finding(
    bool IsBroken,
    bool IsCertain,
    IEnumerable<SyntaxNode?>? Related,
    object?[] Arguments,
    ImmutableDictionary<string, string?>? FixFacts)
{
    /// <summary>Broken or not, there is an innocent reason for it: told only where "maybe" is asked for.</summary>
    public bool IsDoubtful { get; init; }
}

/// <summary>
/// Collects what the rules found on each path, and decides at the end what is sure enough to be told.
/// </summary>
internal sealed class Verdicts
{
    private readonly Dictionary<(FlowRule Rule, SyntaxNode Place), Verdict> _verdicts = [];

    public void Add(FlowRule rule, SyntaxNode place, Finding finding)
    {
        if (!_verdicts.TryGetValue((rule, place), out Verdict? verdict))
        {
            _verdicts.Add((rule, place), verdict = new());
        }

        verdict.Paths++;
        if (!finding.IsBroken)
        {
            return;
        }

        verdict.Broken++;
        verdict.IsCertain |= finding.IsCertain;
        verdict.IsPlain |= !finding.IsDoubtful;
        verdict.First ??= finding;
    }

    public IEnumerable<Diagnostic> Decide(AnalyzerOptions options)
    {
        foreach (((FlowRule rule, SyntaxNode place), Verdict verdict) in _verdicts.Select(
            entry => (entry.Key, entry.Value)))
        {
            bool sure = verdict.IsPlain && (verdict.Broken == verdict.Paths || verdict.IsCertain);
            if (sure || (verdict.Broken > 0 && Confidence.TellsMaybe(options, place.SyntaxTree, rule.Descriptor.Id)))
            {
                yield return Diagnostic.Create(
                    rule.Descriptor,
                    place.GetLocation(),
                    (verdict.First?.Related ?? []).OfType<SyntaxNode>().Select(node => node.GetLocation()),
                    verdict.First?.FixFacts,
                    verdict.First?.Arguments ?? []);
            }
        }
    }

    private sealed class Verdict
    {
        public int Paths { get; set; }

        public int Broken { get; set; }

        public bool IsCertain { get; set; }

        /// <summary>A finding that breaks the rule has no innocent reason.</summary>
        public bool IsPlain { get; set; }

        public Finding? First { get; set; }
    }
}
