using System.Reflection;
using AopKit.Analyzers.Tests.Testing;
using AopKit.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>The attributes as source, which the analyzers' package brings, beside the public ones.</summary>
public sealed class AttributeSourceTests
{
    private static readonly string s_source = File.ReadAllText(Path.GetFullPath(Path.Combine(
        RulePage.Folder, "..", "..", "analyzers", "AopKit.Analyzers", "Package", "AopKit.Lifetimes.cs")));

    /// <summary>C# 7.3 is what a project of .NET Framework or .NET Standard 2.0 has by default.</summary>
    [Fact]
    public void Source_InTheOldestLanguage_CompilesWithoutAWord()
    {
        using MemoryStream assembly = new();
        Assert.Empty(Compile().Emit(assembly).Diagnostics);
    }

    [Fact]
    public void Source_DeclaresWhatThePublicAttributesDeclare()
    {
        IEnumerable<INamedTypeSymbol> declared = Compile().Assembly.GlobalNamespace.GetNamespaceMembers()
            .Single(space => space.Name == "AopKit").GetNamespaceMembers().Single().GetTypeMembers();
        Assert.All(declared, type => Assert.Equal(Accessibility.Internal, type.DeclaredAccessibility));
        Assert.Equal(Shapes(typeof(AcquiresAttribute).Assembly), declared.Select(Shape).Order());
    }

    private static IOrderedEnumerable<string> Shapes(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => type.Namespace == "AopKit.Lifetimes")
        .Select(type => type.Name + ": " + string.Join(", ", (type.IsEnum
            ? type.GetEnumNames().Select(name => $"{name} = {(int)Enum.Parse(type, name)}")
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(property => $"{property.Name} {property.PropertyType.Name} {property.CanWrite}")
                .Concat(type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
                    .Select(parameter => $"{parameter.Name} {parameter.ParameterType.Name}"))).Order()))
        .Order();

    private static string Shape(INamedTypeSymbol type) => type.Name + ": " + string.Join(", ", (
        type.TypeKind == TypeKind.Enum
            ? type.GetMembers().OfType<IFieldSymbol>().Select(field => $"{field.Name} = {field.ConstantValue}")
            : type.GetMembers().OfType<IPropertySymbol>()
                .Select(property => $"{property.Name} {NameOf(property.Type)} {property.SetMethod is not null}")
                .Concat(type.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
                    .Select(parameter => $"{parameter.Name} {NameOf(parameter.Type)}"))).Order());

    private static string NameOf(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? array.ElementType.Name + "[]" : type.MetadataName;

    private static CSharpCompilation Compile() => CSharpCompilation.Create(
        "Consumer",
        [CSharpSyntaxTree.ParseText(s_source, new CSharpParseOptions(LanguageVersion.CSharp7_3))],
        TestReferences.Framework,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
