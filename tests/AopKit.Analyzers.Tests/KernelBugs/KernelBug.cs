namespace AopKit.Analyzers.Tests.KernelBugs;

/// <summary>What catches a bug, in the order of preference.</summary>
public enum Catcher
{
    /// <summary>It does not compile.</summary>
    TypeSystem,

    /// <summary>A rule reports it.</summary>
    Analyzer,

    /// <summary>A deterministic run over the engine shows it; no client can be blamed, or none statically.</summary>
    EngineTest,
}

/// <summary>A bug that really happened in Linux, written against AopKit: wrong, right, and nearly wrong.</summary>
/// <param name="Id">K01 to K12.</param>
/// <param name="Source">Where it happened: the commit that mended it, or the mail.</param>
/// <param name="Story">What went wrong, in one sentence.</param>
/// <param name="Catcher">What catches the buggy version.</param>
/// <param name="Evidence">The id of the rule, the compiler's error, or what the run counts.</param>
public sealed record KernelBug(string Id, string Source, string Story, Catcher Catcher, string Evidence)
{
    private const string Usings =
        """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using AopKit;
        using AopKit.Lifetimes;

        """;

    public required string Buggy { get; init; }

    public required string Fixed { get; init; }

    /// <summary>Looks like the bug, and is none.</summary>
    public required string NearMiss { get; init; }

    public static string Complete(string version) => Usings + version;

    public override string ToString() => Id;
}
