using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace AopKit.Analyzers.Contracts.External;

/// <summary>
/// One line of a contract text, taken apart but not looked up. It holds no symbol, so it may outlive a compilation.
/// </summary>
/// <param name="Id">The documentation-comment id of a member or type.</param>
/// <param name="IdSpan">Where the id stands.</param>
/// <param name="Parameter">The parameter that the line speaks of; null if it speaks of the member itself.</param>
/// <param name="ParameterSpan">Where the parameter's name stands.</param>
/// <param name="Phrases">What is said.</param>
internal sealed record ContractLine(
    string Id, TextSpan IdSpan, string? Parameter, TextSpan ParameterSpan, ImmutableArray<ContractPhrase> Phrases);

/// <summary>What is wrong at one place of a contract text.</summary>
internal sealed record TextFault(TextSpan Span, string Subject, string Text);

/// <summary>Reads lines: an id, then perhaps a parameter and a colon, then phrases with commas between them.</summary>
internal static class ContractLineReader
{
    /// <summary>Reads one line; null when there is nothing in it, or nothing that makes sense.</summary>
    public static ContractLine? Read(string line, int start, List<TextFault> faults)
    {
        string text = WithoutComment(line);
        int from = text.Length - text.TrimStart().Length;
        text = text.TrimEnd();
        if (from >= text.Length)
        {
            return null;
        }

        int idEnd = text.IndexOfAny([' ', '\t'], from);
        idEnd = idEnd < 0 ? text.Length : idEnd;
        string id = text.Substring(from, idEnd - from);
        return Read(id, TextSpan.FromBounds(start + from, start + idEnd), text.Substring(idEnd), start + idEnd, faults);
    }

    /// <summary>Reads what is said of an id: all that follows it on its line.</summary>
    public static ContractLine? Read(string id, TextSpan idSpan, string said, int start, List<TextFault> faults)
    {
        (string? parameter, TextSpan parameterSpan) = (null, default(TextSpan));
        int colon = said.IndexOf(':');
        if (colon >= 0)
        {
            parameter = said.Substring(0, colon).Trim();
            parameterSpan = new(start + said.IndexOf(parameter, StringComparison.Ordinal), parameter.Length);
        }

        ImmutableArray<ContractPhrase>.Builder phrases = ImmutableArray.CreateBuilder<ContractPhrase>();
        int at = colon + 1;
        foreach (string part in said.Substring(at).Split(','))
        {
            string phrase = part.Trim();
            TextSpan span = phrase.Length == 0
                ? idSpan
                : new(start + at + part.IndexOf(phrase, StringComparison.Ordinal), phrase.Length);
            if (ContractPhrase.Read(phrase, span) is { } read)
            {
                phrases.Add(read);
            }
            else
            {
                faults.Add(new(span, id, phrase.Length == 0
                    ? "a contract is missing"
                    : $"there is no contract '{phrase}'"));
            }

            at += part.Length + 1;
        }

        return phrases.Count == 0 ? null : new(id, idSpan, parameter, parameterSpan, phrases.ToImmutable());
    }

    // '#' also stands in ids (#ctor): only at the beginning of a word does it begin a comment.
    private static string WithoutComment(string line)
    {
        for (int at = line.IndexOf('#'); at >= 0; at = line.IndexOf('#', at + 1))
        {
            if (at == 0 || char.IsWhiteSpace(line[at - 1]))
            {
                return line.Substring(0, at);
            }
        }

        return line;
    }
}
