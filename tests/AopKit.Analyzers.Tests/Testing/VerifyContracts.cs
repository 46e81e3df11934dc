using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AopKit.Analyzers.Tests.Testing;

/// <summary>
/// Runs an analyzer over sources that reference no attributes of ours: what is known then comes from contract texts
/// alone.
/// </summary>
internal sealed class VerifyContracts
{
    private const string Usings =
        """
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using System.IO;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    /// <summary>Lines for the .editorconfig.</summary>
    public string? Config { get; init; }

    /// <summary>The text of a file <c>acme.lifetimes.txt</c>.</summary>
    public string? File { get; init; }

    public MetadataReference[] References { get; init; } = [];

    /// <summary>Members of a class, run through the flow rules.</summary>
    public static Task Members(string source, params MetadataReference[] references) =>
        new VerifyContracts { References = references }.Run<LifetimeFlowAnalyzer>(source);

    /// <summary>A whole file. Members stand in a class that may use pointers unless it awaits.</summary>
    public static string Complete(string source) => Usings
        + (source.Contains("class ") || source.Contains("struct ") ? source
            : $"{(source.Contains("await ") ? "" : "unsafe ")}class Client\n{{\n{source}\n}}\n");

    public async Task Run<TAnalyzer>(string source, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> test = new()
        {
            TestCode = Complete(source),
            ReferenceAssemblies = TestReferences.None,
        };
        test.TestState.AdditionalReferences.AddRange([.. TestReferences.Framework, .. References]);
        test.SolutionTransforms.Add((solution, id) => solution
            .WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Preview))
            .WithProjectCompilationOptions(id, new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable)));
        test.ExpectedDiagnostics.AddRange(expected);
        if (File is not null)
        {
            test.TestState.AdditionalFiles.Add(("/0/acme.lifetimes.txt", File));
        }

        if (Config is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\n" + Config + "\n"));
        }

        await test.RunAsync();
    }
}
