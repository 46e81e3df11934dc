using AopKit.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Contracts;

/// <summary>Checks that each name in a contract names something.</summary>
internal static class ContractNamesCheck
{
    private const string This = "this";

    private static readonly (string Argument, string What)[] s_permissions =
        [("MayBlockIf", "block"), ("MayEnterFileSystemIf", "enter the file system")];

    public static IEnumerable<ContractFault> Of(INamedTypeSymbol type)
    {
        foreach (AttributeData attribute in ContractAttributes.Of(type.GetAttributes(), ContractNames.MustCall))
        {
            foreach (ContractFault fault in MustCall(attribute, type))
            {
                yield return fault;
            }
        }

        foreach (AttributeData attribute in ContractAttributes.Of(type.GetAttributes(), ContractNames.Revalidate))
        {
            string[] names = Members(type).Where(member => member is IPropertySymbol
                or IMethodSymbol { MethodKind: MethodKind.Ordinary }).Select(member => member.Name).ToArray();
            foreach (string name in ContractAttributes.Texts(attribute).Where(name => !names.Contains(name)))
            {
                yield return new(
                    attribute, $"'{type.Name}' has no '{name}' that could tell whether it is alive", name,
                    NearestNames.Find(name, names));
            }
        }

        foreach (AttributeData attribute in ContractAttributes.Of(type.GetAttributes(), ContractNames.PageRange))
        {
            string[] members = Members(type).Where(member => member is IPropertySymbol or IFieldSymbol)
                .Select(member => member.Name).ToArray();
            foreach (string name in ContractAttributes.Texts(attribute).Where(name => !members.Contains(name)))
            {
                yield return new(
                    attribute, $"'{type.Name}' has no property or field '{name}'", name,
                    NearestNames.Find(name, members));
            }
        }
    }

    public static IEnumerable<ContractFault> Of(IPropertySymbol property) =>
        ViewOf(property.GetAttributes(), property.IsStatic,
            property.Parameters.Select(parameter => parameter.Name).ToArray());

    public static IEnumerable<ContractFault> Of(IMethodSymbol method)
    {
        IEnumerable<AttributeData> attributes = method.GetAttributes().Concat(method.GetReturnTypeAttributes());
        string[] parameters = method.Parameters.Select(parameter => parameter.Name).ToArray();
        return ViewOf(attributes, method.IsStatic, parameters)
            .Concat(ContractAttributes.Of(attributes, ContractNames.MustCall).SelectMany(
                attribute => MustCall(attribute, method.ReturnType)))
            .Concat(ContractAttributes.Of(attributes, ContractNames.NeedsCurrent)
                .SelectMany(attribute => NeedsCurrent(attribute, method.ContainingType)))
            .Concat(ContractAttributes.Of(attributes, ContractNames.CallbackContext).SelectMany(
                attribute => Permissions(attribute, method)))
            .Concat(ContractAttributes.Of(attributes, ContractNames.ReleaseCallback).SelectMany(
                attribute => RemovalMember(attribute, method)))
            .Concat(ContractAttributes.Of(attributes, ContractNames.FreesObjects).SelectMany(
                attribute => FreesObjects(attribute, method)));
    }

    private static IEnumerable<ContractFault> ViewOf(
        IEnumerable<AttributeData> attributes, bool isStatic, string[] parameters)
    {
        foreach (AttributeData attribute in ContractAttributes.Of(attributes, ContractNames.ViewOf)
            .Concat(ContractAttributes.Of(attributes, ContractNames.Mapping)))
        {
            if (ContractAttributes.Texts(attribute).FirstOrDefault() is not { } owner || parameters.Contains(owner)
                || (owner == This && !isStatic))
            {
                continue;
            }

            yield return owner == This
                ? new(attribute, "a static member is no view of 'this'")
                : new(attribute, $"there is no parameter '{owner}' that the result could be a view of", owner,
                    NearestNames.Find(owner, isStatic ? parameters : [.. parameters, This]));
        }
    }

    private static IEnumerable<ContractFault> MustCall(AttributeData attribute, ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol or { TypeKind: TypeKind.Error })
        {
            yield break;
        }

        string[] methods =
            Members(type).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary)
            .Select(method => method.Name).ToArray();
        foreach (string name in ContractAttributes.Texts(attribute).Where(name => !methods.Contains(name)))
        {
            yield return new(
                attribute, $"'{type.Name}' has no method '{name}' to call", name, NearestNames.Find(name, methods));
        }
    }

    private static IEnumerable<ContractFault> NeedsCurrent(AttributeData attribute, INamedTypeSymbol type)
    {
        string[] names = Members(type).OfType<IPropertySymbol>().Select(property => property.Name).ToArray();
        return ContractAttributes.Texts(attribute).Where(name => !names.Contains(name)).Select(name =>
            new ContractFault(
                attribute, $"'{type.Name}' has no property '{name}' that could tell whether it was removed", name,
                NearestNames.Find(name, names)));
    }

    private static IEnumerable<ContractFault> Permissions(AttributeData attribute, IMethodSymbol method)
    {
        string[] bools =
            OfParameters(method).Where(member => TypeOf(member)?.SpecialType == SpecialType.System_Boolean)
            .Select(member => member.Name).ToArray();
        foreach ((string argument, string what) in s_permissions)
        {
            if (ContractAttributes.Named(attribute, argument)?.Value is string name && !bools.Contains(name))
            {
                yield return new(
                    attribute, $"no parameter has a bool '{name}' that could allow it to {what}", name,
                    NearestNames.Find(name, bools));
            }
        }
    }

    private static IEnumerable<ContractFault> RemovalMember(AttributeData attribute, IMethodSymbol method)
    {
        if (ContractAttributes.Named(attribute, "RemovalMember")?.Value is string name)
        {
            string[] members = OfParameters(method).Select(member => member.Name).ToArray();
            if (!members.Contains(name))
            {
                yield return new(
                    attribute, $"no parameter has a '{name}' that could tell whether the page goes", name,
                    NearestNames.Find(name, members));
            }
        }
    }

    private static IEnumerable<ContractFault> FreesObjects(AttributeData attribute, IMethodSymbol method)
    {
        string[] names = method.Parameters.Concat(OfParameters(method)).Select(member => member.Name).ToArray();
        if (ContractAttributes.Texts(attribute).FirstOrDefault() is { } requested && !names.Contains(requested))
        {
            yield return new(
                attribute, $"there is no '{requested}' that could tell how many objects are asked for", requested,
                NearestNames.Find(requested, names));
        }

        string[] answers = method.ReturnType.GetMembers().Where(member => member.IsStatic)
            .Select(member => member.Name).ToArray();
        if (ContractAttributes.Named(attribute, "Stop")?.Value is string stop && !answers.Contains(stop))
        {
            yield return new(
                attribute, $"'{method.ReturnType.Name}' has no static '{stop}' to answer with", stop,
                NearestNames.Find(stop, answers));
        }
    }

    private static IEnumerable<ISymbol> OfParameters(IMethodSymbol method) => method.Parameters
        .SelectMany(parameter => Members(parameter.Type)).Where(
            member => TypeOf(member) is not null && !member.IsImplicitlyDeclared);

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                yield return member;
            }
        }

        foreach (ISymbol member in type.AllInterfaces.SelectMany(contract => contract.GetMembers()))
        {
            yield return member;
        }
    }
}
