using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace AopKit.Analyzers.Contracts.External;

/// <summary>What a phrase of a contract line says; docs/contracts.md explains each.</summary>
internal enum ContractWord
{
    Acquires,
    MayBeDropped,
    Ends,
    EndsIdempotently,
    EndsLent,
    ViewOf,
    LentByThis,
    UsableAfterEnd,
    TrueWhileAlive,
    Borrowed,
    BorrowedUntilTaskEnds,
    Owned,
    MustCall,
    Blocks,
    EntersReclaim,
    ReentersCache,
    EntersFileSystem,
    CallbackContext,
    CallbackMayBlockIf,
    CallbackMayEnterFileSystemIf,
    Attaches,
    Detaches,
    AttachedMetadata,
    DirtyState,
    UnwrittenState,
    Lifetime,
    EndOfLife,
    PageRange,
    ReleaseCallback,
    ReleasePromisedOnly,
    ReleaseCertain,
    TransferCallback,
    CountsFreeable,
    FreesObjects,
    FreedCount,
    LockLevel,
    NoAllocation,
    MoveOnly,
    WeakOnly,
    Revalidate,
    MayChange,
    Mapping,
    InvalidatesMappings,
    InvalidatesPart,
}

/// <summary>One phrase, as it stands in a text: nothing in it is looked up yet.</summary>
/// <param name="Word">What it says.</param>
/// <param name="Names">The names and values in it, in the order in which they stand.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record ContractPhrase(ContractWord Word, ImmutableArray<string> Names, TextSpan Span)
{
    // How each is written. '*' stands for a name, '+' for one name or for several with "or" between them.
    private static readonly ImmutableArray<(string[] Form, ContractWord Word, string? Name)> s_forms =
    [
        Form("acquires", ContractWord.Acquires),
        Form("may be dropped", ContractWord.MayBeDropped),
        Form("ends", ContractWord.Ends),
        Form("ends when *", ContractWord.Ends),
        Form("ends idempotently", ContractWord.EndsIdempotently),
        Form("ends idempotently when *", ContractWord.EndsIdempotently),
        Form("ends what it lent", ContractWord.EndsLent),
        Form("view of *", ContractWord.ViewOf),
        Form("lent by this", ContractWord.LentByThis),
        Form("usable after end", ContractWord.UsableAfterEnd),
        Form("true while alive", ContractWord.TrueWhileAlive),
        Form("borrowed", ContractWord.Borrowed),
        Form("borrowed until task ends", ContractWord.BorrowedUntilTaskEnds),
        Form("owned", ContractWord.Owned),
        Form("must call +", ContractWord.MustCall),
        Form("blocks", ContractWord.Blocks),
        Form("enters reclaim", ContractWord.EntersReclaim),
        Form("reenters cache", ContractWord.ReentersCache),
        Form("enters file system", ContractWord.EntersFileSystem),
        Form("callback atomic", ContractWord.CallbackContext, nameof(CallbackContexts.Atomic)),
        Form("callback no reentry", ContractWord.CallbackContext, nameof(CallbackContexts.NoReentry)),
        Form("callback no reclaim", ContractWord.CallbackContext, nameof(CallbackContexts.NoReclaim)),
        Form("callback holds page lock", ContractWord.CallbackContext, nameof(CallbackContexts.HoldsPageLock)),
        Form("callback may block if *", ContractWord.CallbackMayBlockIf),
        Form("callback may enter file system if *", ContractWord.CallbackMayEnterFileSystemIf),
        Form("attaches", ContractWord.Attaches),
        Form("detaches", ContractWord.Detaches),
        Form("attached metadata", ContractWord.AttachedMetadata),
        Form("dirty state", ContractWord.DirtyState),
        Form("unwritten state", ContractWord.UnwrittenState),
        Form("lifetime *", ContractWord.Lifetime),
        Form("end of life *", ContractWord.EndOfLife),
        Form("page range * * *", ContractWord.PageRange),
        Form("release callback +", ContractWord.ReleaseCallback),
        Form("release promised only", ContractWord.ReleasePromisedOnly),
        Form("release certain when * is *", ContractWord.ReleaseCertain),
        Form("transfer callback *", ContractWord.TransferCallback),
        Form("counts freeable", ContractWord.CountsFreeable),
        Form("frees objects asked by *", ContractWord.FreesObjects),
        Form("frees objects asked by * stopped by *", ContractWord.FreesObjects),
        Form("freed count", ContractWord.FreedCount),
        Form("lock level *", ContractWord.LockLevel),
        Form("no allocation", ContractWord.NoAllocation),
        Form("move only", ContractWord.MoveOnly),
        Form("weak only", ContractWord.WeakOnly),
        Form("revalidate by *", ContractWord.Revalidate),
        Form("may change", ContractWord.MayChange),
        Form("mapping of *", ContractWord.Mapping),
        Form("invalidates mappings", ContractWord.InvalidatesMappings),
        Form("invalidates part of mappings", ContractWord.InvalidatesPart),
    ];

    /// <summary>Reads a phrase; null if no contract is written so.</summary>
    public static ContractPhrase? Read(string text, TextSpan span)
    {
        string[] words = Words(text);
        foreach ((string[] form, ContractWord word, string? name) in s_forms)
        {
            if (NamesIn(words, form) is { } names)
            {
                return new(word, name is null ? ImmutableArray.Create(names) : [name], span);
            }
        }

        return null;
    }

    private static (string[] Form, ContractWord Word, string? Name) Form(
        string form, ContractWord word, string? name = null) => (Words(form), word, name);

    private static string[] Words(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The names in words that are written in a form; null if they are not.</summary>
    private static string[]? NamesIn(string[] words, string[] form)
    {
        List<string> names = [];
        for (int index = 0; index < form.Length; index++)
        {
            if (form[index] == "+")
            {
                return Alternatives(words.Skip(index).ToArray());
            }

            if (index >= words.Length || (form[index] != "*" && form[index] != words[index]))
            {
                return null;
            }

            if (form[index] == "*")
            {
                names.Add(words[index]);
            }
        }

        return form.Length == words.Length ? names.ToArray() : null;
    }

    private static string[]? Alternatives(string[] words)
    {
        bool isList = words.Length % 2 == 1 && words.Where((_, index) => index % 2 == 1).All(word => word == "or");
        return isList ? words.Where((_, index) => index % 2 == 0).ToArray() : null;
    }
}
