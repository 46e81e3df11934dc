using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Contracts.External;
using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>Contracts beside the code: what a text can say, and what is told of its errors.</summary>
public sealed class ContractTextTests
{
    private const string Api =
        """
        namespace Acme;
        public class Frame { public Frame() { } public int Use() => 0; public void Close() { } }
        public enum Answer { Kept, Released }
        public class Depot
        {
            public Frame Take() => new();
            public Frame Peek(Frame other) => other;
            public void Give(Frame frame) { }
            public bool TryGive(Frame frame) => true;
            public Answer Ask(Frame frame) => Answer.Kept;
            public bool TryTake(out Frame? frame) { frame = null; return false; }
            public Frame Loan() => new();
            public void Recall() { }
            public bool Has { get; }
            public static Depot One { get; } = new();
        }
        """;

    private static readonly MetadataReference s_api = TestReferences.Compile("Acme.Depot", Api);

    [Theory]
    [InlineData("M:Acme.Depot.Give(Acme.Frame) frame: ends", "depot.Give(frame); {|AOP1001:frame|}.Use();")]
    [InlineData(
        "M:Acme.Depot.Give(Acme.Frame)\tframe :  ends  # as told",
        "depot.Give(frame); {|AOP1001:frame|}.Use();")]
    [InlineData(
        "M:Acme.Depot.TryGive(Acme.Frame) frame: ends when true",
        "if (depot.TryGive(frame)) {|AOP1001:frame|}.Use(); else frame.Use();")]
    [InlineData(
        "M:Acme.Depot.TryGive(Acme.Frame) frame: ends when false",
        "if (!depot.TryGive(frame)) {|AOP1001:frame|}.Use();")]
    [InlineData(
        "M:Acme.Depot.Ask(Acme.Frame) frame: ends when Released",
        "if (depot.Ask(frame) == Acme.Answer.Released) {|AOP1001:frame|}.Use(); else frame.Use();")]
    [InlineData("M:Acme.Depot.Give(Acme.Frame) frame: ends idempotently", "depot.Give(frame); depot.Give(frame);")]
    [InlineData("M:Acme.Frame.Close ends", "frame.Close(); {|AOP2001:frame.Close()|};")]
    [InlineData("M:Acme.Depot.Take acquires, must call Close", "Acme.Frame f = {|AOP2003:depot.Take()|}; f.Use();")]
    [InlineData("M:Acme.Depot.Take acquires, may be dropped", "Acme.Frame f = depot.Take(); f.Use();")]
    [InlineData("M:Acme.Frame.#ctor acquires", "Acme.Frame f = {|AOP2003:new Acme.Frame()|}; f.Use();")]
    [InlineData("T:Acme.Frame must call Close or Use", "Acme.Frame f = {|AOP2003:new Acme.Frame()|};")]
    [InlineData(
        "M:Acme.Depot.TryTake(Acme.Frame@) frame: acquires",
        "if ({|AOP2003:depot.TryTake(out Acme.Frame? f)|}) Console.WriteLine();")]
    [InlineData(
        "M:Acme.Depot.Peek(Acme.Frame) view of other\nM:Acme.Depot.Give(Acme.Frame) frame: ends",
        "Acme.Frame f = depot.Peek(frame); depot.Give(frame); {|AOP1007:f|}.Use();")]
    [InlineData(
        "M:Acme.Depot.Loan lent by this\nM:Acme.Depot.Recall ends what it lent",
        "Acme.Frame f = depot.Loan(); f.Use(); depot.Recall(); {|AOP1001:f|}.Use();")]
    [InlineData(
        "M:Acme.Depot.Give(Acme.Frame) frame: ends\nM:Acme.Frame.Use usable after end",
        "depot.Give(frame); frame.Use();")]
    [InlineData(
        "M:Acme.Depot.Give(Acme.Frame) frame: owned\nM:Acme.Frame.Close ends",
        "depot.Give(frame); {|AOP2001:frame.Close()|};")]
    public Task Phrase_Each_IsKnownToTheRules(string file, string statements) =>
        new VerifyContracts { File = file, References = [s_api] }.Run<LifetimeFlowAnalyzer>(
            $$"""
            class Client
            {
                void M(Acme.Depot depot, Acme.Frame frame)
                {
                    {{statements}}
                }
            }
            """);

    [Theory]
    [InlineData("M:Acme.Depot.Gve(Acme.Frame) frame: ends", 1, 1, "'Depot' has no member 'Gve'")]
    [InlineData(
        "# a\n\n  M:Acme.Depot.Give(System.Int32) frame: ends",
        3, 3, "'Give' is there as M:Acme.Depot.Give(Acme.Frame)")]
    [InlineData(
        "M:Acme.Nowhere.Give(Acme.Frame) frame: ends",
        1, 1, "there is no type 'Acme.Nowhere' here or in a referenced assembly")]
    [InlineData(
        "T:Nowhere.Frame must call Close",
        1, 1, "there is no type 'Nowhere.Frame' here or in a referenced assembly")]
    [InlineData(
        "Acme.Frame must call Close",
        1, 1, "this is no documentation-comment id of a method, property, field or type (M:, P:, F:, T:)")]
    [InlineData("M:Acme.Depot.Give(Acme.Frame) fram: ends", 1, 31, "there is no parameter 'fram'")]
    [InlineData("M:Acme.Depot.Give(Acme.Frame) frame: ended", 1, 38, "there is no contract 'ended'")]
    [InlineData("M:Acme.Depot.Take acquires, lazily", 1, 29, "there is no contract 'lazily'")]
    [InlineData("M:Acme.Depot.Take", 1, 1, "a contract is missing")]
    [InlineData(
        "M:Acme.Depot.Take acquires\nM:Acme.Depot.Take may be dropped",
        2, 1, "another line says what it promises: write one line, with commas")]
    [InlineData(
        "M:Acme.Depot.Peek(Acme.Frame) view of it",
        1, 31, "there is no parameter 'it' that the result could be a view of")]
    [InlineData("P:Acme.Depot.One view of this", 1, 18, "a static member has no 'this'")]
    [InlineData("M:Acme.Depot.Give(Acme.Frame) frame: ends when true", 1, 38, "it cannot answer 'true'")]
    [InlineData("M:Acme.Depot.Ask(Acme.Frame) frame: ends when Lost", 1, 37, "it cannot answer 'Lost'")]
    [InlineData(
        "M:Acme.Depot.Give(Acme.Frame) frame: acquires",
        1, 38, "'frame' hands nothing out: it is no out or ref parameter")]
    [InlineData("M:Acme.Depot.Give(Acme.Frame) frame: view of this", 1, 38, "this cannot be said of a parameter")]
    [InlineData("M:Acme.Depot.Take acquires, must call Shut", 1, 29, "'Frame' has no method 'Shut'")]
    [InlineData("T:Acme.Frame ends", 1, 14, "this cannot be said of a type")]
    [InlineData(
        "T:Acme.Frame lifetime Forever",
        1, 14, "there is no end 'Forever': ReleasePage, OnRemove, AddressSpace or Owner")]
    [InlineData("P:Acme.Depot.Has ends", 1, 18, "this can only be said of a method")]
    [InlineData("P:Acme.Depot.One true while alive", 1, 18, "a static member has no 'this'")]
    public void Fault_Each_IsToldAtItsPlace(string text, int line, int column, string expected)
    {
        SourceText source = SourceText.From(text);
        TextFault fault = Assert.Single(ContractTextCheck.Of(ContractTable.Read(source), Compilation()));
        LinePosition place = source.Lines.GetLinePosition(fault.Span.Start);
        Assert.Equal((line, column, expected), (place.Line + 1, place.Character + 1, fault.Text));
    }

    /// <summary>What the attributes can say of callbacks and pages, said in a text.</summary>
    [Fact]
    public void Text_OfCallbacks_SaysWhatAttributesSay()
    {
        const string source =
            """
            namespace Acme;
            public enum Answer { Kept, Released, Removable }
            public enum Going { No, Certain }
            public struct Context
            {
                public bool MayBlock { get; }
                public int Count { get; }
                public Going WillRemove { get; }
            }
            public interface IClient
            {
                Answer Release(Context context);
                bool Move();
                void Remove();
                int Scan(Context context);
                object Gate { get; }
            }
            public class Page
            {
                public object Metadata { get; }
                public bool Dirty { get; }
                public void Attach() { }
                public object Detach() => 0;
                public void Wait() { }
            }
            public struct Range { public int Start; public int Length; public bool IsAll; }
            """;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Acme", [CSharpSyntaxTree.ParseText(source)], TestReferences.Framework);
        string[] phrases =
        [
            "release callback Released or Kept or Removable", "release promised only",
            "release certain when WillRemove is Certain", "callback atomic", "callback no reentry",
            "callback holds page lock", "callback may block if MayBlock",
            "callback may enter file system if MayBlock", "counts freeable",
        ];
        ContractTable table = ContractTable.Read(SourceText.From(
            $"""
            M:Acme.IClient.Release(Acme.Context)  {string.Join(", ", phrases)}
            M:Acme.IClient.Move                   transfer callback true
            M:Acme.IClient.Remove                 end of life OnRemove, callback no reclaim
            M:Acme.IClient.Scan(Acme.Context)     frees objects asked by Count stopped by Stop, no allocation
            P:Acme.IClient.Gate                   lock level 3
            M:Acme.Page.Attach                    attaches
            M:Acme.Page.Detach                    detaches
            P:Acme.Page.Metadata                  attached metadata, may change, lifetime Owner
            P:Acme.Page.Dirty                     dirty state
            M:Acme.Page.Wait                      blocks, enters reclaim, reenters cache, enters file system
            T:Acme.Range                          page range Start Length IsAll, move only, revalidate by IsAll
            T:Acme.Page                           unwritten state
            """));
        Assert.Empty(ContractTextCheck.Of(table, compilation));

        TextContracts contracts = new(table);
        MemberContract Of(string id) =>
            contracts.Member(DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation)!);
        MemberContract release = Of("M:Acme.IClient.Release(Acme.Context)");
        Assert.Equal(1, release.Release!.Released);
        Assert.Equal([0, 2], release.Release.StillAttached.Cast<int>());
        Assert.True(release.Release.PromiseOnly);
        Assert.Equal(("WillRemove", 1), (release.Release.RemovalMember, release.Release.CertainRemoval));
        Assert.Equal(
            new CallbackContract(
                CallbackContexts.Atomic | CallbackContexts.NoReentry | CallbackContexts.HoldsPageLock,
                "MayBlock",
                "MayBlock"),
            release.Callback);
        Assert.Equal(true, Assert.Single(Of("M:Acme.IClient.Move").TransferAnswer!.Value));
        Assert.Equal(LifetimeEnd.OnRemove, Of("M:Acme.IClient.Remove").EndOfLife);
        Assert.True(release.CountsFreeable);
        Assert.Equal(new FreesContract("Count", "Stop"), Of("M:Acme.IClient.Scan(Acme.Context)").Frees);
        Assert.True(Of("M:Acme.IClient.Scan(Acme.Context)").NoAllocation);
        Assert.Equal(3, Of("P:Acme.IClient.Gate").LockLevel);
        Assert.True(Of("M:Acme.Page.Attach").Attaches);
        Assert.True(Of("M:Acme.Page.Detach").Detaches);
        Assert.True(Of("P:Acme.Page.Metadata").AttachedMetadata);
        Assert.Equal(LifetimeEnd.Owner, Of("P:Acme.Page.Metadata").Lifetime);
        Assert.True(Of("P:Acme.Page.Metadata").MayChange);
        Assert.True(Of("P:Acme.Page.Dirty").DirtyState);
        Assert.Equal(
            Effects.Blocks | Effects.EntersReclaim | Effects.ReentersCache | Effects.EntersFileSystem,
            Of("M:Acme.Page.Wait").Effects);
        Assert.Equal(
            new PageRangeContract("Start", "Length", "IsAll"),
            contracts.Type(compilation.GetTypeByMetadataName("Acme.Range")!).PageRange);
        Assert.True(contracts.Type(compilation.GetTypeByMetadataName("Acme.Range")!).MoveOnly);
        Assert.Equal("IsAll", contracts.Type(compilation.GetTypeByMetadataName("Acme.Range")!).Revalidate);
        Assert.True(contracts.Type(compilation.GetTypeByMetadataName("Acme.Page")!).UnwrittenState);
    }

    [Fact]
    public Task FaultyFile_IsAnErrorInThatFile() => new VerifyContracts
    {
        File = "# ours\nM:Acme.Depot.Give(Acme.Frame)  fram: ends\n", References = [s_api],
    }.Run<MalformedContract>(
        "class Empty { }",
        new DiagnosticResult("AOP5001", DiagnosticSeverity.Error)
            .WithSpan("/0/acme.lifetimes.txt", 2, 32, 2, 36)
            .WithArguments("Give", "there is no parameter 'fram'"));

    [Fact]
    public Task AssemblyAttribute_SpeaksOfAnotherAssembly() =>
        new VerifyContracts { References = [s_api, TestReferences.Attributes] }.Run<LifetimeFlowAnalyzer>(
            """
            [assembly: AopKit.Lifetimes.ExternalContract("M:Acme.Depot.Give(Acme.Frame)", "frame: ends")]
            class Client
            {
                void M(Acme.Depot depot, Acme.Frame frame)
                {
                    depot.Give(frame);
                    {|AOP1001:frame|}.Use();
                }
            }
            """);

    [Fact]
    public Task AssemblyAttribute_Faulty_IsAnErrorAtItsArgument() =>
        new VerifyContracts { References = [s_api, TestReferences.Attributes] }.Run<MalformedContract>(
            """
            [assembly: AopKit.Lifetimes.ExternalContract({|AOP5001:"M:Acme.Depot.Gve(Acme.Frame)"|}, "frame: ends")]
            [assembly: AopKit.Lifetimes.ExternalContract("M:Acme.Depot.Give(Acme.Frame)", {|AOP5001:"frame: ended"|})]
            [assembly: AopKit.Lifetimes.ExternalContract("M:Acme.Depot.Take", {|AOP5001:"frame: ends"|})]
            class Empty { }
            """);

    /// <summary>What an interface promises in a text holds for what implements it.</summary>
    [Fact]
    public Task Text_OfABaseMember_HoldsForWhatOverridesIt() =>
        new VerifyContracts().Run<LifetimeFlowAnalyzer>(
            """
            class Pool : ArrayPool<byte>
            {
                public override byte[] Rent(int minimumLength) => Shared.Rent(minimumLength);

                public override void Return(byte[] array, bool clearArray = false) => Shared.Return(array, clearArray);

                static int M(Pool pool)
                {
                    byte[] buffer = pool.Rent(1);
                    pool.Return(buffer);
                    return {|AOP1001:buffer|}[0];
                }
            }
            """);

    private static CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Client", references: [.. TestReferences.Framework, s_api]);
}
