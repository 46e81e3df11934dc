using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>Contract attributes as they are written, before anything is inherited.</summary>
internal static class ContractAttributes
{
    public static IEnumerable<AttributeData> Of(IEnumerable<AttributeData> attributes, string name) =>
        attributes.Where(data =>
        data.AttributeClass is { } type && type.Name == name
        && type.ContainingNamespace?.ToDisplayString() == ContractNames.Namespace);

    public static TypedConstant? Positional(AttributeData attribute, int position) =>
        position < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[position] : null;

    public static TypedConstant? Named(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>All strings among the positional arguments.</summary>
    public static IEnumerable<string> Texts(AttributeData attribute) => attribute.ConstructorArguments
        .SelectMany(argument => argument.Kind == TypedConstantKind.Array
            && !argument.IsNull ? argument.Values.AsEnumerable() : [argument])
        .Where(argument => argument.Kind == TypedConstantKind.Primitive).Select(
            argument => argument.Value).OfType<string>();

    /// <summary>The member of an enum, by name: a copied declaration may number its members as it likes.</summary>
    public static string? EnumName(TypedConstant? constant) =>
        constant is { Kind: TypedConstantKind.Enum, Type: { } type, Value: { } value }
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value))?.Name
            : null;

    /// <summary>A constant as the attribute shows it.</summary>
    public static string Show(TypedConstant? constant) =>
        EnumName(constant) ?? (constant is { Kind: not TypedConstantKind.Array, Value: { } value } ? value is bool flag
            ? flag ? "true" : "false" : value.ToString() : "null");
}
