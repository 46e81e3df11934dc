using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>
/// Checks that an override keeps the contract of what it overrides or implements. What an override leaves out it
/// inherits; only what it says itself can contradict.
/// </summary>
internal static class OverrideCheck
{
    public static IEnumerable<ContractFault> Of(IMethodSymbol method, ContractModel contracts)
    {
        if (!method.GetAttributes().Any() && !method.GetReturnTypeAttributes().Any()
            && method.Parameters.All(parameter => parameter.GetAttributes().IsEmpty))
        {
            return [];
        }

        return ContractModel.Declarations(method).Skip(1).OfType<IMethodSymbol>()
            .SelectMany(original => Compare(method, original, contracts.Of(original)))
            .GroupBy(fault => fault.Attribute).Select(faults => faults.First());
    }

    private static IEnumerable<ContractFault> Compare(
        IMethodSymbol method, IMethodSymbol original, MemberContract promised) =>
        CompareMember(method, original, promised)
            .Concat(method.Parameters.SelectMany(parameter => CompareParameter(parameter, original, promised)));

    private static IEnumerable<ContractFault> CompareMember(
        IMethodSymbol method, IMethodSymbol original, MemberContract promised)
    {
        string of = $"'{original.ContainingType.Name}.{original.Name}'";
        foreach (AttributeData attribute in Own(method, ContractNames.CallbackContext))
        {
            if (promised.Callback is { } callback && Bits(attribute) is { } bits
                && ((int)callback.Contexts & ~bits) != 0)
            {
                yield return new(attribute, $"it forbids less than {of} does, and callers go by that");
            }
        }

        foreach (AttributeData attribute in Own(method, ContractNames.Effect))
        {
            if (promised.Effects != Effects.None && Bits(attribute) is { } bits && (bits & ~(int)promised.Effects) != 0)
            {
                yield return new(attribute, $"it has effects that {of} does not declare, and callers go by that");
            }
        }

        foreach (AttributeData attribute in Own(method, ContractNames.Acquires))
        {
            if (promised.Borrowed)
            {
                yield return new(attribute, $"it gives a claim to end where {of} only lends");
            }
        }

        foreach (AttributeData attribute in Own(method, ContractNames.Borrowed))
        {
            if (promised.Acquires || promised.Owned)
            {
                yield return new(attribute, $"it only lends where {of} gives");
            }
        }
    }

    private static IEnumerable<ContractFault> CompareParameter(
        IParameterSymbol parameter, IMethodSymbol original, MemberContract promised)
    {
        ParameterContract contract = promised.Parameter(parameter.Ordinal);
        string of = $"'{original.ContainingType.Name}.{original.Name}'";
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (contract.Borrowed && Is(attribute, ContractNames.Owned))
            {
                yield return new(attribute, $"it takes '{parameter.Name}' for good, which {of} only borrows");
            }
            else if (contract.Owned && Is(attribute, ContractNames.Borrowed))
            {
                yield return new(
                    attribute, $"it only borrows '{parameter.Name}', which {of} takes: nobody would end it");
            }
            else if (contract.Borrowed && contract.Ends is null && Is(attribute, ContractNames.EndsLifetime))
            {
                yield return new(attribute, $"it ends '{parameter.Name}', which {of} only borrows");
            }
            else if (
                contract.Ends is { } end && Is(attribute, ContractNames.EndsLifetime) && WhenOf(attribute) != end.When)
            {
                yield return new(attribute, $"it ends '{parameter.Name}' at another result than {of} does");
            }
        }
    }

    private static IEnumerable<AttributeData> Own(IMethodSymbol method, string name) =>
        ContractAttributes.Of(method.GetAttributes().Concat(method.GetReturnTypeAttributes()), name);

    private static bool Is(AttributeData attribute, string name) => ContractAttributes.Of([attribute], name).Any();

    private static int? Bits(AttributeData attribute) => ContractAttributes.Positional(attribute, 0)?.Value as int?;

    private static EndsWhen WhenOf(AttributeData attribute) =>
        Enum.TryParse(ContractAttributes.EnumName(ContractAttributes.Named(attribute, "When")), out EndsWhen when)
        ? when : EndsWhen.Always;
}
