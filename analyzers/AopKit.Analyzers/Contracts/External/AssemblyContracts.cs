using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AopKit.Analyzers.Contracts.External;

/// <summary>Lines in attributes of the assembly: <c>[assembly: ExternalContract("M:…", "array: ends")]</c>.</summary>
internal static class AssemblyContracts
{
    public static ImmutableArray<ContractLine> Of(Compilation compilation) =>
        compilation.GetTypesByMetadataName(ContractNames.ExternalContractType).IsEmpty
            ? ImmutableArray<ContractLine>.Empty
            : [.. Attributes(compilation).Select(attribute => Line(attribute, [])).OfType<ContractLine>()];

    /// <summary>What an attribute of the assembly says; its spans mean nothing.</summary>
    public static ContractLine? Line(AttributeData attribute, List<TextFault> faults) =>
        attribute.ConstructorArguments.Length == 2
            && attribute.ConstructorArguments[0].Value is string id
            && attribute.ConstructorArguments[1].Value is string said
            ? ContractLineReader.Read(id, default, said, 0, faults)
            : null;

    /// <summary>The attribute that was written at a place.</summary>
    public static AttributeData? At(AttributeSyntax syntax, Compilation compilation) =>
        Attributes(compilation).FirstOrDefault(attribute =>
            attribute.ApplicationSyntaxReference is { } reference
            && reference.SyntaxTree == syntax.SyntaxTree && reference.Span == syntax.Span);

    private static IEnumerable<AttributeData> Attributes(Compilation compilation) =>
        compilation.Assembly.GetAttributes().Where(attribute =>
            attribute.AttributeClass is { Name: ContractNames.ExternalContract } type
            && type.ContainingNamespace.ToDisplayString() == ContractNames.Namespace);
}
