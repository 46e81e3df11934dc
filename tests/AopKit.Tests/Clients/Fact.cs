namespace AopKit.Tests.Clients;

/// <summary>The metadata of the tests' clients: a name to tell one from another.</summary>
public sealed class Fact(string name)
{
    public string Name { get; } = name;

    public override string ToString() => Name;
}
