using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AopKit.Analyzers.Contracts.External;

/// <summary>
/// The lines of one text, to be found by symbol. Knows no symbol itself: a text is read once, whatever number of
/// analyzers and compilations ask for it, and an id costs nothing until somebody asks for a member of that name.
/// </summary>
internal sealed class ContractTable
{
    private readonly Dictionary<string, List<ContractLine>> _byName = new(StringComparer.Ordinal);

    private ContractTable(ImmutableArray<ContractLine> lines, ImmutableArray<TextFault> faults)
    {
        Lines = lines;
        Faults = faults;
        foreach (ContractLine line in lines)
        {
            string name = NameIn(line.Id);
            if (!_byName.TryGetValue(name, out List<ContractLine>? sameName))
            {
                _byName.Add(name, sameName = []);
            }

            sameName.Add(line);
        }
    }

    public ImmutableArray<ContractLine> Lines { get; }

    /// <summary>What is wrong in the text itself, whatever it is applied to.</summary>
    public ImmutableArray<TextFault> Faults { get; }

    public static ContractTable Read(SourceText text)
    {
        List<TextFault> faults = [];
        return new(text.Lines
            .Select(line => ContractLineReader.Read(line.ToString(), line.Start, faults))
            .OfType<ContractLine>().ToImmutableArray(), [.. faults]);
    }

    public static ContractTable Of(IEnumerable<ContractLine> lines) => new([.. lines], []);

    /// <summary>The lines that speak of a symbol, which must be an original definition.</summary>
    public IEnumerable<ContractLine> LinesOf(ISymbol symbol)
    {
        if (!_byName.TryGetValue(symbol.MetadataName, out List<ContractLine>? candidates))
        {
            return [];
        }

        string? id = symbol.GetDocumentationCommentId();
        return candidates.Where(line => line.Id == id);
    }

    /// <summary>Whether a line speaks of a member of this name, whatever its type.</summary>
    public bool HasName(ISymbol symbol)
    {
        // An explicit implementation has its interface in front of its name.
        string name = symbol.MetadataName;
        int dot = name.LastIndexOf('.');
        return _byName.ContainsKey(dot > 0 ? name.Substring(dot + 1) : name);
    }

    /// <summary>The metadata name in an id: <c>Rent</c> in <c>M:Acme.Pool`1.Rent(System.Int32)</c>.</summary>
    private static string NameIn(string id)
    {
        int end = id.IndexOfAny(['(', '~']);
        string name = end < 0 ? id : id.Substring(0, end);
        name = name.Substring(name.LastIndexOf('.') + 1);
        int arity = name.IndexOf("``", StringComparison.Ordinal);

        // An id writes the dots of a name (.ctor, explicit implementations) as '#'.
        return (arity < 0 ? name : name.Substring(0, arity)).Replace('#', '.');
    }
}
