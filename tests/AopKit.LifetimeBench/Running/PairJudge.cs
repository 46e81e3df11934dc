using System.Collections.Immutable;
using AopKit.Analyzers;
using AopKit.LifetimeBench.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.LifetimeBench.Running;

/// <summary>Runs every analyzer of the kit, as it is configured by default, over the halves of pairs.</summary>
internal static class PairJudge
{
    private static readonly ImmutableArray<Type> s_analyzers =
    [
        .. typeof(AopAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer))),
    ];

    /// <summary>Judges each pair; results come in the order of the pairs.</summary>
    public static IReadOnlyList<PairResult> JudgeAll(IEnumerable<CasePair> pairs) =>
        [.. pairs.AsParallel().AsOrdered().Select(Judge)];

    public static PairResult Judge(CasePair pair)
    {
        List<string> errors = [];
        string bad = CaseSource.Complete(pair.Bad.Text);
        IReadOnlyList<int> marked = CaseSource.MarkedLines(bad);
        CSharpCompilation compilation = CaseCompiler.Compile(bad);
        Diagnostic[] refused = [.. CaseCompiler.Errors(compilation)];
        IReadOnlyList<Diagnostic> reports = refused.Length > 0 ? [] : Reports(compilation);
        Catch outcome = refused.Length > 0
            ? Catch.DoesNotCompile
            : reports.Any(report => IsOwed(pair, report) && marked.Contains(Line(report)))
                ? Catch.Reported
                : Catch.Missed;
        if (refused.Any(error => !marked.Contains(Line(error))))
        {
            errors.AddRange(refused.Select(Show));
        }

        List<string> falseReports = [];
        foreach (CaseHalf half in pair.Silent)
        {
            CSharpCompilation silent = CaseCompiler.Compile(CaseSource.Complete(half.Text));
            errors.AddRange(CaseCompiler.Errors(silent).Select(Show));
            falseReports.AddRange(Reports(silent).Where(report => IsFalse(pair, report)).Select(Show));
        }

        return new PairResult(pair, outcome, [.. reports.Select(Show)], falseReports, errors);
    }

    // Cases of .NET projects and of kernels were written before the rules: any rule that points at the bug finds it.
    private static bool IsOwed(CasePair pair, Diagnostic report) =>
        pair.Rule is null ? report.Severity >= DiagnosticSeverity.Warning : report.Id == pair.Rule;

    // An offer to write a contract down says of no code that it is wrong.
    private static bool IsFalse(CasePair pair, Diagnostic report) =>
        report.Severity >= DiagnosticSeverity.Warning || report.Id == pair.Rule;

    private static IReadOnlyList<Diagnostic> Reports(CSharpCompilation compilation)
    {
        // A fresh instance for each compilation, as in a compiler process that is not shared.
        ImmutableArray<DiagnosticAnalyzer> analyzers =
            [.. s_analyzers.Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
        ImmutableArray<Diagnostic> reports =
            compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

        // They come in the order in which threads found them.
        return [.. reports.OrderBy(report => report.Location.SourceSpan.Start).ThenBy(Show, StringComparer.Ordinal)];
    }

    private static int Line(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line;

    private static string Show(Diagnostic diagnostic) =>
        $"{diagnostic.Id} ({Line(diagnostic) + 1}): {diagnostic.GetMessage()}";
}
