namespace AopKit.Analyzers.Tests.Testing;

/// <summary>Cases are members, or whole types where they need to be; this adds what every one of them would repeat.</summary>
internal static class CaseSource
{
    private const string Usings =
        """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Acme;
        using AopKit.Lifetimes;

        """;

    public static string Complete(string source) =>
        source.Contains("class ") ? Usings + source : Usings + "partial class Client(Cache cache)\n{\n" + source + "\n}\n";
}
