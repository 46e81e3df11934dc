using System.Collections.Immutable;
using AopKit.Analyzers.Contracts.External;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>Checks the lines of a contract text: each id names something, and each phrase fits what it names.</summary>
internal static class ContractTextCheck
{
    /// <summary>All that is wrong with a text, in the order of its lines.</summary>
    public static IEnumerable<TextFault> Of(ContractTable table, Compilation compilation) => table.Faults
        .Concat(Doubles(table.Lines))
        .Concat(table.Lines.SelectMany(line => Of(line, compilation)))
        .OrderBy(fault => fault.Span.Start);

    public static IEnumerable<TextFault> Of(ContractLine line, Compilation compilation)
    {
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(line.Id, compilation) is not { } symbol)
        {
            return [new(line.IdSpan, line.Id, UnknownIds.Why(line.Id, compilation))];
        }

        if (line.Parameter is not { } name)
        {
            return line.Phrases.SelectMany(phrase => PhraseFit.Of(phrase, symbol)
                .Select(text => new TextFault(phrase.Span, symbol.Name, text)));
        }

        return symbol is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Name == name)
            ? line.Phrases.SelectMany(phrase => PhraseFit.OfParameter(phrase, name, method)
                .Select(text => new TextFault(phrase.Span, symbol.Name, text)))
            : [new(line.ParameterSpan, symbol.Name, $"there is no parameter '{name}'")];
    }

    private static IEnumerable<TextFault> Doubles(ImmutableArray<ContractLine> lines) => lines
        .GroupBy(line => (line.Id, line.Parameter))
        .SelectMany(same => same.Skip(1))
        .Select(line => new TextFault(line.IdSpan, line.Id, line.Parameter is null
            ? "another line says what it promises: write one line, with commas"
            : $"another line speaks of its '{line.Parameter}': write one line, with commas"));
}

/// <summary>Finds out why an id names nothing.</summary>
internal static class UnknownIds
{
    public static string Why(string id, Compilation compilation)
    {
        if (id.Length < 3 || id[1] != ':' || "MPFT".IndexOf(id[0]) < 0)
        {
            return "this is no documentation-comment id of a method, property, field or type (M:, P:, F:, T:)";
        }

        int end = id.IndexOf('(');
        string path = end < 0 ? id.Substring(2) : id.Substring(2, end - 2);
        int dot = path.LastIndexOf('.');
        INamedTypeSymbol? type = id[0] == 'T' || dot < 0 ? null
            : DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + path.Substring(0, dot), compilation)
                as INamedTypeSymbol;
        if (type is null)
        {
            string missing = id[0] == 'T' || dot < 0 ? path : path.Substring(0, dot);
            return $"there is no type '{missing}' here or in a referenced assembly";
        }

        string name = path.Substring(dot + 1).Replace('#', '.').Split('`')[0];
        string[] overloads = type.GetMembers(name).Select(member => member.GetDocumentationCommentId())
            .OfType<string>().ToArray();
        return overloads.Length == 0
            ? $"'{type.Name}' has no member '{name}'"
            : $"'{name}' is there as {string.Join(", ", overloads)}";
    }
}
