using AopKit.Analyzers.Contracts.External;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>Whether a phrase can be said of a member, a type or a parameter; gives what is wrong with it.</summary>
internal static class PhraseFit
{
    public static IEnumerable<string> OfParameter(ContractPhrase phrase, string parameter, IMethodSymbol method) =>
        phrase.Word switch
        {
            ContractWord.Ends or ContractWord.EndsIdempotently => Value(phrase, method),
            ContractWord.Acquires or ContractWord.LentByThis =>
                method.Parameters.First(candidate => candidate.Name == parameter).RefKind is RefKind.Out or RefKind.Ref
                    ? []
                    : [$"'{parameter}' hands nothing out: it is no out or ref parameter"],
            ContractWord.LockLevel => Level(phrase),
            ContractWord.Borrowed or ContractWord.BorrowedUntilTaskEnds or ContractWord.Owned
                or ContractWord.FreedCount or ContractWord.WeakOnly => [],
            _ => ["this cannot be said of a parameter"],
        };

    public static IEnumerable<string> Of(ContractPhrase phrase, ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => OfType(phrase, type),
        IMethodSymbol method => OfMember(phrase, method).Concat(OfMethod(phrase, method)),
        _ => IsOnlyForMethods(phrase.Word) ? ["this can only be said of a method"] : OfMember(phrase, symbol),
    };

    private static IEnumerable<string> OfType(ContractPhrase phrase, INamedTypeSymbol type) => phrase.Word switch
    {
        ContractWord.MustCall => Missing(phrase, type, "method"),
        ContractWord.PageRange => Missing(phrase, type, "property or field"),
        ContractWord.Revalidate => Missing(phrase, type, "member"),
        ContractWord.Lifetime => Place(phrase),
        ContractWord.UnwrittenState or ContractWord.MoveOnly => [],
        _ => ["this cannot be said of a type"],
    };

    private static IEnumerable<string> OfMember(ContractPhrase phrase, ISymbol member) => phrase.Word switch
    {
        ContractWord.ViewOf or ContractWord.Mapping => Owner(phrase.Names[0], member),
        ContractWord.LentByThis or ContractWord.EndsLent or ContractWord.TrueWhileAlive when member.IsStatic =>
            ["a static member has no 'this'"],
        ContractWord.TrueWhileAlive when !IsBoolean(PhraseMeaning.Answer(member)) =>
            ["it does not answer true or false"],
        ContractWord.Lifetime or ContractWord.EndOfLife => Place(phrase),
        ContractWord.LockLevel => Level(phrase),
        ContractWord.BorrowedUntilTaskEnds or ContractWord.FreedCount => ["this can only be said of a parameter"],
        ContractWord.PageRange or ContractWord.MoveOnly or ContractWord.Revalidate =>
            ["this can only be said of a type"],
        _ => [],
    };

    private static IEnumerable<string> OfMethod(ContractPhrase phrase, IMethodSymbol method) => phrase.Word switch
    {
        ContractWord.Ends or ContractWord.EndsIdempotently => Value(phrase, method),
        ContractWord.MustCall => PhraseMeaning.Answer(method) is INamedTypeSymbol type
            ? Missing(phrase, type, "method")
            : [],
        ContractWord.ReleaseCallback or ContractWord.TransferCallback => Answers(phrase, method),
        ContractWord.CallbackMayBlockIf or ContractWord.CallbackMayEnterFileSystemIf
            when !IsBoolean(PhraseMeaning.MemberOfParameter(method, phrase.Names[0])) =>
            [$"no parameter has a bool '{phrase.Names[0]}' that could allow it"],
        ContractWord.ReleaseCertain
            when PhraseMeaning.Constant(
                phrase.Names[1], PhraseMeaning.MemberOfParameter(method, phrase.Names[0])) is null =>
            [$"no parameter has a '{phrase.Names[0]}' that could be '{phrase.Names[1]}'"],
        _ => [],
    };

    private static bool IsOnlyForMethods(ContractWord word) => word is ContractWord.Ends
        or ContractWord.EndsIdempotently or ContractWord.EndsLent or ContractWord.MustCall or ContractWord.Attaches
        or ContractWord.Detaches
        or ContractWord.EndOfLife or ContractWord.CallbackContext or ContractWord.CallbackMayBlockIf
        or ContractWord.CallbackMayEnterFileSystemIf or ContractWord.CountsFreeable or ContractWord.FreesObjects
        or ContractWord.NoAllocation or ContractWord.ReleaseCallback or ContractWord.ReleasePromisedOnly
        or ContractWord.ReleaseCertain
        or ContractWord.TransferCallback;

    private static IEnumerable<string> Owner(string owner, ISymbol member)
    {
        IEnumerable<IParameterSymbol> parameters = member switch
        {
            IMethodSymbol method => method.Parameters,
            IPropertySymbol property => property.Parameters,
            _ => [],
        };
        return owner == "this" ? member.IsStatic ? ["a static member has no 'this'"] : []
            : parameters.Any(parameter => parameter.Name == owner) ? []
            : [$"there is no parameter '{owner}' that the result could be a view of"];
    }

    private static IEnumerable<string> Value(ContractPhrase phrase, IMethodSymbol method) => phrase.Names.IsEmpty
        ? []
        : Answers(phrase, method);

    private static IEnumerable<string> Answers(ContractPhrase phrase, IMethodSymbol method) => phrase.Names
        .Where(name => PhraseMeaning.Constant(name, PhraseMeaning.Answer(method)) is null)
        .Select(name => $"it cannot answer '{name}'");

    private static IEnumerable<string> Missing(ContractPhrase phrase, INamedTypeSymbol type, string kind) =>
        phrase.Names.Where(name => !Bases(type).Any(part => !part.GetMembers(name).IsEmpty))
        .Select(name => $"'{type.Name}' has no {kind} '{name}'");

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            yield return part;
        }

        foreach (INamedTypeSymbol part in type.AllInterfaces)
        {
            yield return part;
        }
    }

    private static IEnumerable<string> Place(ContractPhrase phrase) =>
        Enum.TryParse(phrase.Names[0], out AopKit.Analyzers.Contracts.LifetimeEnd _) ? []
            : [$"there is no end '{phrase.Names[0]}': ReleasePage, OnRemove, AddressSpace or Owner"];

    private static IEnumerable<string> Level(ContractPhrase phrase) =>
        PhraseMeaning.Level(phrase) is null ? [$"'{phrase.Names[0]}' is no level"] : [];

    private static bool IsBoolean(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Boolean;
}
