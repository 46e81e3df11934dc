using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Contracts.External;

/// <summary>Contracts that stand in a text and not on the symbol.</summary>
internal sealed class TextContracts(ContractTable table) : IContractSource
{
    public bool MayKnow(ISymbol symbol) => table.HasName(symbol);

    public MemberContract Member(ISymbol symbol)
    {
        MemberContract contract = MemberContract.None;
        foreach (ContractLine line in table.LinesOf(symbol))
        {
            foreach (ContractPhrase phrase in line.Phrases)
            {
                contract = line.Parameter is null
                    ? PhraseMeaning.Apply(contract, phrase, symbol)
                    : WithParameter(contract, line.Parameter, phrase, symbol);
            }
        }

        return contract;
    }

    public TypeContract Type(INamedTypeSymbol type)
    {
        TypeContract contract = TypeContract.None;
        foreach (ContractPhrase phrase in table.LinesOf(type).SelectMany(line => line.Phrases))
        {
            contract = PhraseMeaning.Apply(contract, phrase);
        }

        return contract;
    }

    private static MemberContract WithParameter(
        MemberContract contract, string name, ContractPhrase phrase, ISymbol symbol)
    {
        if (symbol is not IMethodSymbol method
            || method.Parameters.FirstOrDefault(candidate => candidate.Name == name) is not { } parameter)
        {
            return contract;
        }

        ImmutableArray<ParameterContract> parameters = contract.Parameters.IsEmpty
            ? method.Parameters.Select(_ => ParameterContract.None).ToImmutableArray()
            : contract.Parameters;
        ParameterContract changed = PhraseMeaning.Apply(parameters[parameter.Ordinal], phrase, method);
        return contract with { Parameters = parameters.SetItem(parameter.Ordinal, changed) };
    }
}
