using AopKit.Analyzers.Contracts.External;
using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>The contracts of .NET that come with the analyzers.</summary>
public sealed class DotnetContractsTests
{
    public static TheoryData<string> Misuses { get; } = [.. DotnetCases.Misuses];

    public static TheoryData<string> Uses { get; } = [.. DotnetCases.Uses];

    [Theory]
    [MemberData(nameof(Misuses))]
    public Task Misuse_Each_IsFlagged(string source) => VerifyContracts.Members(source, TestReferences.Packages);

    [Theory]
    [MemberData(nameof(Uses))]
    public Task Use_Each_IsSilent(string source) => VerifyContracts.Members(source, TestReferences.Packages);

    [Fact]
    public void Lines_AllOfThem_ResolveAndFit()
    {
        CSharpCompilation compilation = Compile([]);
        Assert.NotEmpty(DotnetContracts.Table.Lines);
        Assert.Empty(ContractTextCheck.Of(DotnetContracts.Table, compilation));
    }

    [Fact]
    public void Lines_AllOfThem_CiteDocumentation() => Assert.All(
        DotnetContracts.Text().Lines.Select(line => line.ToString())
            .Where(line => line.Length > 0 && !line.StartsWith('#')),
        line => Assert.Matches(" # (learn:|github:)[a-z]", line));

    [Fact]
    public void Lines_AllOfThem_HaveAMisuseAndAUse()
    {
        HashSet<string> misused = IdsIn(DotnetCases.Misuses.Concat(ArrayPoolCases.Misuses));
        HashSet<string> used = IdsIn(DotnetCases.Uses.Concat(ArrayPoolCases.Uses));
        Assert.All(DotnetContracts.Table.Lines, line => Assert.Contains(line.Id, used));

        // What may be done after an end is no misuse.
        Assert.All(
            DotnetContracts.Table.Lines.Where(line => line.Phrases[0].Word != ContractWord.UsableAfterEnd),
            line => Assert.Contains(line.Id, misused));
    }

    private static HashSet<string> IdsIn(IEnumerable<string> cases)
    {
        CSharpCompilation compilation = Compile(cases.Select(VerifyContracts.Complete));
        HashSet<string> ids = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (IOperation operation in tree.GetRoot().DescendantNodes().Select(node => model.GetOperation(node))
                .OfType<IOperation>().SelectMany(operation => operation.DescendantsAndSelf()))
            {
                ids.Add(Id(operation.Type));
                ids.Add(Id(operation switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IMemberReferenceOperation member => member.Member,
                    IUsingDeclarationOperation or IUsingOperation => DisposeOf(operation),
                    _ => null,
                }));
            }
        }

        return ids;
    }

    // A using calls it without a word.
    private static ISymbol? DisposeOf(IOperation operation) => operation.Descendants()
        .OfType<IVariableDeclaratorOperation>().Select(variable => variable.Symbol.Type.GetMembers("Dispose"))
        .SelectMany(members => members).FirstOrDefault();

    private static string Id(ISymbol? symbol) => symbol?.OriginalDefinition.GetDocumentationCommentId() ?? "";

    private static CSharpCompilation Compile(IEnumerable<string> sources) => CSharpCompilation.Create(
        "Cases",
        sources.Select(source => CSharpSyntaxTree.ParseText(
            System.Text.RegularExpressions.Regex.Replace(source, @"\{\|\w+:|\|\}", ""),
            new CSharpParseOptions(LanguageVersion.Preview))),
        [.. TestReferences.Framework, TestReferences.Packages],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
}
