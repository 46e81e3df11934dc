using System.Collections.Immutable;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>AOP4003: a shrinker's answer is not what it freed, or not what it could free.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShrinkerMiscounts : AopAnalyzer
{
    private static readonly DiagnosticDescriptor s_descriptor = RuleDescriptor.Create(
        RuleIdentifiers.ShrinkerMiscounts,
        "A shrinker must count what it frees, and what it could free",
        "'{0}' in '{1}' {2}",
        "Reclaim goes by these numbers: one that is too high makes it ask for ever or give up too early, one "
        + "that is too low lets others pay.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Supports(s_descriptor);

    private protected override void Register(CompilationStartAnalysisContext context, ContractModel contracts)
    {
        LifetimeEngine engine = new(contracts);
        context.RegisterOperationBlockAction(block => Analyze(block, engine));
    }

    private static void Analyze(OperationBlockAnalysisContext context, LifetimeEngine engine)
    {
        if (context.OwningSymbol is not IMethodSymbol method)
        {
            return;
        }

        MemberContract contract = engine.Contracts.Of(method);
        Removals removals = new(engine, context.CancellationToken);
        foreach (IOperation body in context.OperationBlocks.OfType<IBlockOperation>())
        {
            IEnumerable<(IOperation Place, string Text)> faults =
                contract.CountsFreeable ? OfCount(body, engine.Contracts, removals)
                : contract.Frees is { } frees ? OfScan(body, new(body, method, frees), engine.Contracts, removals)
                : [];
            foreach ((IOperation place, string text) in faults)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    s_descriptor, place.Syntax.GetLocation(), MessageText.Of(place.Syntax), method.Name, text));
            }
        }
    }

    private static IEnumerable<(IOperation Place, string Text)> OfCount(
        IOperation body, ContractModel contracts, Removals removals)
    {
        if (removals.In(body).FirstOrDefault() is { } removal)
        {
            yield return (removal, "frees where only counting is asked for: what could be freed must stay until then");
        }

        List<ShrinkAnswer> answers = [.. ShrinkAnswer.Of(body, contracts)];
        foreach (ShrinkAnswer answer in answers.Where(answer => answer.Number < 0))
        {
            yield return (answer.Place, "is no count: answer 0 where nothing can be freed");
        }

        if (AlwaysTheSame(answers) > 0)
        {
            yield return (answers[0].Place, "is the same whatever is there: count what could be freed now");
        }
    }

    private static IEnumerable<(IOperation Place, string Text)> OfScan(
        IOperation body, RequestedCount requested, ContractModel contracts, Removals removals)
    {
        List<ShrinkAnswer> answers = [.. ShrinkAnswer.Of(body, contracts)];
        foreach (ShrinkAnswer answer in answers)
        {
            if (requested.IsAnsweredBy(answer.Value) && !requested.MayBeExact)
            {
                yield return (answer.Place, "is what was asked for, whether or not so much was freed: count what goes");
            }
        }

        if (AlwaysTheSame(answers) > 0)
        {
            yield return (answers[0].Place, "is the same whatever was freed: count what goes");
        }
        else if (answers.All(answer => answer.Number == 0 || answer.Number is null && IsStop(answer, requested)))
        {
            IOperation[] freeing = [.. removals.In(body)];
            foreach (ShrinkAnswer answer in answers.Where(answer => answer.Number == 0))
            {
                if (freeing.FirstOrDefault(answer.ComesAfter) is { } removal)
                {
                    yield return (answer.Place,
                        $"says that nothing was freed, but '{MessageText.Of(removal.Syntax)}' frees: count what goes");
                }
            }
        }
    }

    private static long? AlwaysTheSame(List<ShrinkAnswer> answers) =>
        answers.Select(answer => answer.Number).Distinct().Take(2).Count() == 1 ? answers[0].Number : null;

    private static bool IsStop(ShrinkAnswer answer, RequestedCount requested) =>
        answer.Value is IMemberReferenceOperation { Member: { IsStatic: true } member }
        && member.Name == requested.Stop;
}
