namespace AopKit.Samples.Btrfs.Compression;

/// <summary>
/// Bytes to unpack, of which there are enough: asking for more than there are is an error. A decoder of .NET takes the
/// end of its source for the end of its stream, and so would not notice one that was cut off.
/// </summary>
internal sealed class WholeStream(ArraySegment<byte> source)
    : MemoryStream(source.Array!, source.Offset, source.Count, writable: false)
{
    // The form with a span comes down to this one in a derived class.
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        return read > 0 || count == 0 ? read : throw new InvalidDataException("It ends before its end mark.");
    }
}
