using System.Collections.Immutable;
using AopKit.Analyzers.Suppressions;
using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AopKit.Analyzers.Tests.Suppressions;

/// <summary>
/// Runs the analyzers of others over code whose ownership a contract states. Each case is run as it is written, and
/// again with its contract attributes taken away, so that it is the contract that makes the difference.
/// </summary>
public sealed class OwnershipSuppressorTests
{
    private const string Library =
        """
        using System;
        using System.Threading.Tasks;
        using AopKit.Lifetimes;

        public sealed class Res : IDisposable
        {
            public void Use() { }

            public void Dispose() { }
        }

        public sealed class Sink
        {
            private readonly Res _one = new();

            public void Put([Owned] Res res) => Console.WriteLine(res);

            public void End([EndsLifetime] Res res) => Console.WriteLine(res);

            public void Show(Res res) => res.Use();

            public Task Look([Borrowed] Res res) => Task.CompletedTask;

            public Task Read([Borrowed(UntilTaskEnds = true)] Res res) => Task.CompletedTask;

            [return: Borrowed]
            public Res Peek() => Environment.TickCount > 0 ? new Res() : _one;
        }


        """;

    public static TheoryData<string, string> Suppressed { get; } = new()
    {
        { "CA2000", "class A(Sink sink) { public void Run() => sink.Put(new Res()); }" },
        { "CA2000", "class A(Sink sink) { public void Run() { Res res = new(); res.Use(); sink.End(res); } }" },
        { "CA2000", "class A(Sink sink) { public void Run() { Res res = sink.Peek(); res.Use(); } }" },
        {
            "CA2213",
            """
            class A(Sink sink) : IDisposable
            {
                private readonly Res _res = new();

                public void Dispose() => sink.End(_res);
            }
            """
        },
        {
            "CA2213",
            """
            class A : IDisposable
            {
                private readonly Sink _sink = new();
                private readonly Res _res;

                public A() => _res = _sink.Peek();

                public void Dispose() => _res.Use();
            }
            """
        },
        { "CA2025", "class A(Sink sink) { public Task Run() { using Res res = new(); return sink.Look(res); } }" },
        { "IDISP001", "class A(Sink sink) { public void Run() { Res res = new Res(); sink.Put(res); } }" },
        { "IDISP001", "class A(Sink sink) { public void Run() { var res = sink.Peek(); res.Use(); } }" },
        {
            "IDISP003",
            """
            class A(Sink sink)
            {
                private Res _res = new();

                public void Renew()
                {
                    sink.Put(_res);
                    _res = new Res();
                }
            }
            """
        },
        { "IDISP007", "class A { public static void Run([EndsLifetime] Res res) => res.Dispose(); }" },
        {
            "IDISP007",
            """
            class A : IDisposable
            {
                private readonly Res _res;

                public A([Owned] Res res) => _res = res;

                public void Dispose() => _res.Dispose();
            }
            """
        },
        { "IDISP007", "class A([Owned] Res res) : IDisposable { public void Dispose() => res.Dispose(); }" },
    };

    public static TheoryData<string, string> Left { get; } = new()
    {
        { "CA2000", "class A(Sink sink) { public void Run() { Res res = new(); sink.Show(res); } }" },
        {
            "CA2000",
            """
            class A(Sink sink)
            {
                public void Run(bool sure)
                {
                    Res res = new();
                    if (sure)
                    {
                        sink.Put(res);
                    }
                }
            }
            """
        },
        {
            "CA2213",
            """
            class A(Sink sink) : IDisposable
            {
                private readonly Res _res = new();

                public void Give() => sink.Put(_res);

                public void Dispose() => Console.WriteLine(sink);
            }
            """
        },
        { "CA2025", "class A(Sink sink) { public Task Run() { using Res res = new(); return sink.Read(res); } }" },
        { "IDISP001", "class A(Sink sink) { public void Run() { Res res = new Res(); sink.Show(res); } }" },
        {
            "IDISP003",
            """
            class A(Sink sink) : IDisposable
            {
                private Res _res = new();

                public void Renew() => _res = new Res();

                public void Dispose() => sink.Put(_res);
            }
            """
        },
        { "IDISP007", "class A { public static void Run([Borrowed] Res res) => res.Dispose(); }" },
    };

    [Fact]
    public void Suppressor_KnowsSixIds() => Assert.Equal(
        ["CA2000", "CA2213", "CA2025", "IDISP001", "IDISP003", "IDISP007"],
        new OwnershipSuppressor().SupportedSuppressions.Select(descriptor => descriptor.SuppressedDiagnosticId));

    [Theory]
    [MemberData(nameof(Suppressed))]
    public async Task Report_ThatAContractProvesWrong_IsSuppressed(string id, string source)
    {
        IReadOnlyList<Diagnostic> reports = await Reports(id, Library + source);
        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.True(report.IsSuppressed, report.ToString()));
        string bare = (Library + source).Replace("[Owned] ", "").Replace("[EndsLifetime] ", "")
            .Replace("[Borrowed] ", "").Replace("[return: Borrowed]", "");
        Assert.Contains(await Reports(id, bare), report => !report.IsSuppressed);
    }

    [Theory]
    [MemberData(nameof(Left))]
    public async Task Report_ThatNoContractProvesWrong_Stays(string id, string source) =>
        Assert.Contains(await Reports(id, Library + source), report => !report.IsSuppressed);

    // What is reported in the case; the library is only what the case needs.
    private static async Task<IReadOnlyList<Diagnostic>> Reports(string id, string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Peers",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))],
            TestReferences.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: [new(id, ReportDiagnostic.Warn)]));
        Assert.DoesNotContain(
            compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. PeerAnalyzers.Of(id), new OwnershipSuppressor()];
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers(
            analyzers, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true,
                logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true)).GetAllDiagnosticsAsync();
        Assert.DoesNotContain(all, diagnostic => diagnostic.Id == "AD0001");
        int start = source.LastIndexOf("class A", StringComparison.Ordinal);
        return [.. all.Where(diagnostic => diagnostic.Id == id && diagnostic.Location.SourceSpan.Start >= start)];
    }
}
