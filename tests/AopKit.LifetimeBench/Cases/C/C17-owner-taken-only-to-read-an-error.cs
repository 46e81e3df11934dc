// source: couchbase/couchbase-net-client c596eda41dd2
// https://github.com/couchbase/couchbase-net-client/commit/c596eda41dd2
// title: The body of a response is taken to read an error code and not given back
// story: Taking the body transfers its owner to the caller. The path that builds an exception read two fields of it and
// dropped it, so that its array never went back to the pool.
//// bad
using System;
using System.Buffers;
using System.Buffers.Binary;
using AopKit.Lifetimes;

internal sealed class Operation([Owned] IMemoryOwner<byte> response) : IDisposable
{
    private IMemoryOwner<byte>? _response = response;

    [return: Acquires]
    public IMemoryOwner<byte> ExtractBody()
    {
        IMemoryOwner<byte> body = _response ?? throw new InvalidOperationException("There is no body.");
        _response = null;
        return body;
    }

    public void Dispose() => _response?.Dispose();
}

internal static class Failures
{
    public static Exception PathFailure(Operation operation)
    {
        IMemoryOwner<byte> body = operation.ExtractBody(); // bug
        byte index = body.Memory.Span[0];
        ushort status = BinaryPrimitives.ReadUInt16BigEndian(body.Memory.Span.Slice(1));

        return status switch
        {
            0xC0 => new ArgumentException($"There is no such path ({index})."),
            0xC4 => new ArgumentException($"The path is too long ({index})."),
            _ => new InvalidOperationException($"Failed with {status} at {index}."),
        };
    }
}

//// clean
using System;
using System.Buffers;
using System.Buffers.Binary;
using AopKit.Lifetimes;

internal sealed class Operation([Owned] IMemoryOwner<byte> response) : IDisposable
{
    private IMemoryOwner<byte>? _response = response;

    [return: Acquires]
    public IMemoryOwner<byte> ExtractBody()
    {
        IMemoryOwner<byte> body = _response ?? throw new InvalidOperationException("There is no body.");
        _response = null;
        return body;
    }

    public void Dispose() => _response?.Dispose();
}

internal static class Failures
{
    public static Exception PathFailure(Operation operation)
    {
        byte index;
        ushort status;

        using (IMemoryOwner<byte> body = operation.ExtractBody())
        {
            index = body.Memory.Span[0];
            status = BinaryPrimitives.ReadUInt16BigEndian(body.Memory.Span.Slice(1));
        }

        return status switch
        {
            0xC0 => new ArgumentException($"There is no such path ({index})."),
            0xC4 => new ArgumentException($"The path is too long ({index})."),
            _ => new InvalidOperationException($"Failed with {status} at {index}."),
        };
    }
}
