using System.Buffers;

namespace AopKit.Package.Tests.Consumers;

/// <summary>Knows nothing of AopKit, and uses a rented array after its return.</summary>
internal static class Program
{
    private static void Main()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        buffer[0] = 1;
        ArrayPool<byte>.Shared.Return(buffer);
        Console.WriteLine(buffer[0]); // AOP1001
    }
}
