using AopKit.Lifetimes;

[assembly: ExternalContract("M:AopKit.Package.Tests.Consumers.Depot.Put(System.Object)", "item: ends")]

namespace AopKit.Package.Tests.Consumers;

/// <summary>One contract by attribute, one by assembly attribute, one (of Shelf) in a text file.</summary>
internal static class Program
{
    private static void Main()
    {
        object first = new();
        Box.Close(first);
        Console.WriteLine(first.GetHashCode()); // AOP1001

        object second = new();
        Depot.Put(second);
        Console.WriteLine(second.GetHashCode()); // AOP1001

        object third = new();
        Shelf.Lay(third);
        Console.WriteLine(third.GetHashCode()); // AOP1001
    }
}

internal static class Box
{
    public static void Close([EndsLifetime] object item) => GC.KeepAlive(item);
}

internal static class Depot
{
    public static void Put(object item) => GC.KeepAlive(item);
}

internal static class Shelf
{
    public static void Lay(object item) => GC.KeepAlive(item);
}
