using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>Checks that the answers in a contract are answers that its method can give.</summary>
internal static class ContractAnswersCheck
{
    public static IEnumerable<ContractFault> Of(IMethodSymbol method)
    {
        IEnumerable<ContractFault> ends = method.Parameters.SelectMany(parameter => parameter.GetAttributes())
            .Concat(method.GetAttributes()).SelectMany(attribute => Ends(attribute, method));
        IEnumerable<ContractFault> answers =
            ContractAttributes.Of(method.GetAttributes(), ContractNames.ReleaseCallback)
            .Concat(ContractAttributes.Of(method.GetAttributes(), ContractNames.TransferCallback))
            .SelectMany(attribute => Answers(attribute, method));
        return ends.Concat(answers);
    }

    private static IEnumerable<ContractFault> Ends(AttributeData attribute, IMethodSymbol method)
    {
        if (!ContractAttributes.Of([attribute], ContractNames.EndsLifetime).Any())
        {
            yield break;
        }

        ITypeSymbol result = Result(method.ReturnType);
        switch (ContractAttributes.EnumName(ContractAttributes.Named(attribute, "When")))
        {
            case "ReturnsTrue" or "ReturnsFalse" when result.SpecialType != SpecialType.System_Boolean
                && result.TypeKind != TypeKind.Error:
                yield return new(
                    attribute, $"the life ends on a bool result, and the method returns '{method.ReturnType.Name}'");
                break;
            case "ReturnsValue" when ContractAttributes.Named(attribute, "Value") is not { IsNull: false } value:
                yield return new(attribute, "the life ends on a value, and no 'Value' is given");
                break;
            case "ReturnsValue" when ContractAttributes.Named(attribute, "Value") is { } value && !IsOf(value, result):
                yield return new(
                    attribute, $"the life ends on '{ContractAttributes.Show(value)}', which the method cannot return");
                break;
        }
    }

    private static IEnumerable<ContractFault> Answers(AttributeData attribute, IMethodSymbol method)
    {
        List<TypedConstant> answers = attribute.ConstructorArguments
            .SelectMany(argument => argument.Kind == TypedConstantKind.Array
                && !argument.IsNull ? argument.Values.AsEnumerable() : [argument])
            .ToList();
        foreach (TypedConstant answer in answers.Where(answer => !IsOf(answer, Result(method.ReturnType))))
        {
            yield return new(attribute, $"'{method.Name}' cannot answer '{ContractAttributes.Show(answer)}'");
        }

        if (answers.Select(answer => answer.Value).Distinct().Count() < answers.Count)
        {
            yield return new(attribute, "one answer cannot mean two things");
        }
    }

    // A task answers with what it carries.
    private static ITypeSymbol Result(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task ? task.TypeArguments[0] : type;

    private static bool IsOf(TypedConstant answer, ITypeSymbol type) =>
        type.TypeKind is TypeKind.Error or TypeKind.TypeParameter || answer.Kind == TypedConstantKind.Error
        || SymbolEqualityComparer.Default.Equals(answer.Type, type);
}
