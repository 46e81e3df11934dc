using AopKit.Analyzers.Tests.Rules.KeptPastRelease;
using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.KeptPastRelease;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class TestMetadataTests
{
    [Fact]
    public Task Statement_IsGuarded() => Changes(
        """
        void M(Hold<Note> hold)
        {
            using Locked<Note> locked = hold.Lock();
            // Somebody works on it.
            {|AOP1010:locked.Note|}!.IsBusy = true;
        }
        """,
        """
        void M(Hold<Note> hold)
        {
            using Locked<Note> locked = hold.Lock();
            // Somebody works on it.
            if (locked.Note is { } metadata)
            {
                metadata.IsBusy = true;
            }
        }
        """);

    [Fact]
    public Task AllStatements_AreGuarded() => Changes(
        """
        void M(Hold<Note> hold)
        {
            {|AOP1010:hold.Note|}!.Touch();
        }

        void N(Hold<Note> hold)
        {
            if (hold.Note != null)
                {|AOP1010:hold.Note|}.Touch();
        }
        """,
        """
        void M(Hold<Note> hold)
        {
            if (hold.Note is { } metadata)
            {
                metadata.Touch();
            }
        }

        void N(Hold<Note> hold)
        {
            if (hold.Note != null)
                if (hold.Note is { } metadata)
                {
                    metadata.Touch();
                }
        }
        """);

    [Fact]
    public Task ValueThatIsNeeded_OffersNothing() => OffersNothing(
        "int M(Hold<Note> hold) => {|AOP1010:hold.Note|}!.Key;");

    [Fact]
    public Task NameThatIsTaken_OffersNothing() => OffersNothing(
        "void M(Hold<Note> hold, int metadata) { {|AOP1010:hold.Note|}!.Key = metadata; }");

    private static Task Changes(string before, string after) => VerifyFix.Changes<TestMetadata>(
        MetadataMayBeGoneTests.InClient(before), MetadataMayBeGoneTests.InClient(after));

    private static Task OffersNothing(string source) =>
        VerifyFix.OffersNothing<TestMetadata>(MetadataMayBeGoneTests.InClient(source));
}
