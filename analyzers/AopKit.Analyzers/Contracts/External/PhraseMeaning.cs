using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Contracts.External;

/// <summary>Adds what a phrase says to a contract. What makes no sense adds nothing: AOP5001 tells it.</summary>
internal static class PhraseMeaning
{
    public static MemberContract Apply(MemberContract contract, ContractPhrase phrase, ISymbol member) =>
        phrase.Word switch
        {
            ContractWord.Acquires => contract with { Acquires = true },
            ContractWord.MayBeDropped => contract with { MayBeDropped = true },
            ContractWord.Ends or ContractWord.EndsIdempotently => contract with { EndsThis = End(phrase, member) },
            ContractWord.EndsLent => contract with { EndsLent = true },
            ContractWord.ViewOf => contract with { ViewOf = phrase.Names[0] },
            ContractWord.LentByThis => contract with { LentByThis = true },
            ContractWord.UsableAfterEnd => contract with { UsableAfterEnd = true },
            ContractWord.TrueWhileAlive => contract with { UsableAfterEnd = true, TrueWhileAlive = true },
            ContractWord.Borrowed => contract with { Borrowed = true },
            ContractWord.Owned => contract with { Owned = true },
            ContractWord.MustCall => contract with { MustCall = phrase.Names },
            ContractWord.Blocks => contract with { Effects = contract.Effects | Effects.Blocks },
            ContractWord.EntersReclaim => contract with { Effects = contract.Effects | Effects.EntersReclaim },
            ContractWord.ReentersCache => contract with { Effects = contract.Effects | Effects.ReentersCache },
            ContractWord.EntersFileSystem => contract with { Effects = contract.Effects | Effects.EntersFileSystem },
            ContractWord.CountsFreeable => contract with { CountsFreeable = true },
            ContractWord.FreesObjects => contract with
            {
                Frees = new(phrase.Names[0], phrase.Names.ElementAtOrDefault(1)),
            },
            ContractWord.LockLevel => contract with { LockLevel = Level(phrase) },
            ContractWord.NoAllocation => contract with { NoAllocation = true },
            ContractWord.WeakOnly => contract with { WeakOnly = true },
            ContractWord.MayChange => contract with { MayChange = true },
            ContractWord.Mapping => contract with { Mapping = phrase.Names[0] },
            ContractWord.InvalidatesMappings => contract with { Invalidates = Invalidation.All },
            ContractWord.InvalidatesPart => contract with { Invalidates = Invalidation.Some },
            ContractWord.Attaches => contract with { Attaches = true },
            ContractWord.Detaches => contract with { Detaches = true },
            ContractWord.AttachedMetadata => contract with { AttachedMetadata = true },
            ContractWord.DirtyState => contract with { DirtyState = true },
            ContractWord.UnwrittenState => contract with { UnwrittenState = true },
            ContractWord.Lifetime => contract with { Lifetime = Place(phrase) },
            ContractWord.EndOfLife => contract with { EndOfLife = Place(phrase) },
            _ => ApplyCallback(contract, phrase, member),
        };

    public static ParameterContract Apply(ParameterContract contract, ContractPhrase phrase, IMethodSymbol method) =>
        phrase.Word switch
        {
            ContractWord.Acquires => contract with { Acquires = true },
            ContractWord.Ends or ContractWord.EndsIdempotently => contract with { Ends = End(phrase, method) },
            ContractWord.LentByThis => contract with { LentByThis = true },
            ContractWord.Borrowed => contract with { Borrowed = true },
            ContractWord.BorrowedUntilTaskEnds => contract with { Borrowed = true, UntilTaskEnds = true },
            ContractWord.Owned => contract with { Owned = true },
            ContractWord.FreedCount => contract with { FreedCount = true },
            ContractWord.WeakOnly => contract with { WeakOnly = true },
            ContractWord.LockLevel => contract with { LockLevel = Level(phrase) },
            _ => contract,
        };

    public static TypeContract Apply(TypeContract contract, ContractPhrase phrase) => phrase.Word switch
    {
        ContractWord.Lifetime => contract with { Lifetime = Place(phrase) },
        ContractWord.UnwrittenState => contract with { UnwrittenState = true },
        ContractWord.MustCall => contract with { MustCall = phrase.Names },
        ContractWord.MoveOnly => contract with { MoveOnly = true },
        ContractWord.Revalidate => contract with { Revalidate = phrase.Names[0] },
        ContractWord.PageRange => contract with
        {
            PageRange = new(phrase.Names[0], phrase.Names[1], phrase.Names[2]),
        },
        _ => contract,
    };

    /// <summary>What a value names, as a constant of a type; null if it names none.</summary>
    public static object? Constant(string value, ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => value switch { "true" => true, "false" => false, _ => null },
        { TypeKind: TypeKind.Enum } => type.GetMembers(value).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue,
        _ => null,
    };

    /// <summary>What a member answers with; a task answers with what it carries.</summary>
    public static ITypeSymbol? Answer(ISymbol member) => member switch
    {
        IMethodSymbol { ReturnType: INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task } =>
            task.TypeArguments[0],
        IMethodSymbol method => method.ReturnType,
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>A member of a parameter of a callback, by name: what tells whether it may block, or why.</summary>
    public static ITypeSymbol? MemberOfParameter(ISymbol callback, string name) => callback is IMethodSymbol method
        ? method.Parameters.SelectMany(parameter => parameter.Type.GetMembers(name)).Select(Answer)
            .FirstOrDefault(type => type is not null)
        : null;

    private static MemberContract ApplyCallback(MemberContract contract, ContractPhrase phrase, ISymbol member)
    {
        CallbackContract callback = contract.Callback ?? new(CallbackContexts.None, null, null);
        ReleaseContract release = contract.Release ?? new(null, []);
        ImmutableArray<object?> answers = Answers(phrase, member);
        return phrase.Word switch
        {
            ContractWord.CallbackContext => contract with
            {
                Callback = callback with { Contexts = callback.Contexts | Context(phrase.Names[0]) },
            },
            ContractWord.CallbackMayBlockIf => contract with
            {
                Callback = callback with { MayBlockIf = phrase.Names[0] },
            },
            ContractWord.CallbackMayEnterFileSystemIf => contract with
            {
                Callback = callback with { MayEnterFileSystemIf = phrase.Names[0] },
            },
            ContractWord.ReleaseCallback => contract with
            {
                Release = release with { Released = answers[0], StillAttached = answers.RemoveAt(0) },
            },
            ContractWord.ReleasePromisedOnly => contract with { Release = release with { PromiseOnly = true } },
            ContractWord.ReleaseCertain => contract with
            {
                Release = release with
                {
                    RemovalMember = phrase.Names[0],
                    CertainRemoval = Constant(phrase.Names[1], MemberOfParameter(member, phrase.Names[0])),
                },
            },
            ContractWord.TransferCallback => contract with { TransferAnswer = answers },
            _ => contract,
        };
    }

    private static ImmutableArray<object?> Answers(ContractPhrase phrase, ISymbol member) =>
        phrase.Names.Select(name => Constant(name, Answer(member))).ToImmutableArray();

    private static EndContract End(ContractPhrase phrase, ISymbol member)
    {
        string? value = phrase.Names.FirstOrDefault();
        EndsWhen when = value switch
        {
            null => EndsWhen.Always,
            "true" => EndsWhen.ReturnsTrue,
            "false" => EndsWhen.ReturnsFalse,
            _ => EndsWhen.ReturnsValue,
        };
        object? constant = when == EndsWhen.ReturnsValue ? Constant(value!, Answer(member)) : null;
        return new(when, constant, phrase.Word == ContractWord.EndsIdempotently);
    }

    public static int? Level(ContractPhrase phrase) => int.TryParse(phrase.Names[0], out int level) ? level : null;

    private static LifetimeEnd? Place(ContractPhrase phrase) =>
        Enum.TryParse(phrase.Names[0], out LifetimeEnd end) ? end : null;

    private static CallbackContexts Context(string name) =>
        (CallbackContexts)Enum.Parse(typeof(CallbackContexts), name);
}
