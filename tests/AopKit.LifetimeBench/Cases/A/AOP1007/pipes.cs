//// pair buffer-after-advance
//// bad
async Task<int> ReadByte(PipeReader reader, CancellationToken stop)
{
    ReadResult result = await reader.ReadAsync(stop);
    ReadOnlySequence<byte> buffer = result.Buffer;
    reader.AdvanceTo(buffer.GetPosition(1));
    return buffer.FirstSpan[0]; // bug
}
//// clean
async Task<int> ReadByte(PipeReader reader, CancellationToken stop)
{
    ReadResult result = await reader.ReadAsync(stop);
    ReadOnlySequence<byte> buffer = result.Buffer;
    int first = buffer.FirstSpan[0];
    reader.AdvanceTo(buffer.GetPosition(1));
    return first;
}
//// near-miss
async Task<long> ReadByte(PipeReader reader, CancellationToken stop)
{
    ReadResult result = await reader.ReadAsync(stop);
    ReadOnlySequence<byte> buffer = result.Buffer;
    long length = buffer.Length;
    while (!result.IsCompleted && length < 100)
    {
        reader.AdvanceTo(buffer.Start, buffer.End);
        result = await reader.ReadAsync(stop);
        buffer = result.Buffer;
        length = buffer.Length;
    }

    int first = buffer.FirstSpan[0];
    reader.AdvanceTo(buffer.End);
    return first + length;
}
//// pair line-decoded-after-advance
//// bad
async Task<List<string>> Lines(PipeReader reader)
{
    List<string> lines = [];
    while (true)
    {
        ReadResult result = await reader.ReadAsync();
        SequencePosition? end = result.Buffer.PositionOf((byte)'\n');
        if (end is { } position)
        {
            ReadOnlySequence<byte> line = result.Buffer.Slice(0, position);
            reader.AdvanceTo(result.Buffer.GetPosition(1, position));
            lines.Add(Encoding.UTF8.GetString(line)); // bug
            continue;
        }

        reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        if (result.IsCompleted)
        {
            return lines;
        }
    }
}
//// clean
async Task<List<string>> Lines(PipeReader reader)
{
    List<string> lines = [];
    while (true)
    {
        ReadResult result = await reader.ReadAsync();
        SequencePosition? end = result.Buffer.PositionOf((byte)'\n');
        if (end is { } position)
        {
            ReadOnlySequence<byte> line = result.Buffer.Slice(0, position);
            lines.Add(Encoding.UTF8.GetString(line));
            reader.AdvanceTo(result.Buffer.GetPosition(1, position));
            continue;
        }

        reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        if (result.IsCompleted)
        {
            return lines;
        }
    }
}
//// pair segments-of-a-completed-reader
//// bad
long Measure(PipeReader reader)
{
    if (!reader.TryRead(out ReadResult result))
    {
        return 0;
    }

    ReadOnlySequence<byte> all = result.Buffer;
    reader.Complete();
    long sum = 0;
    foreach (ReadOnlyMemory<byte> segment in all) // bug
    {
        sum += segment.Span[0]; // bug
    }

    return sum;
}
//// clean
long Measure(PipeReader reader)
{
    if (!reader.TryRead(out ReadResult result))
    {
        return 0;
    }

    ReadOnlySequence<byte> all = result.Buffer;
    long sum = 0;
    foreach (ReadOnlyMemory<byte> segment in all)
    {
        sum += segment.Span[0];
    }

    reader.Complete();
    return sum;
}
//// pair written-behind-the-advance
//// bad
void Header(PipeWriter writer, ushort length)
{
    Span<byte> header = writer.GetSpan(4);
    header[0] = 1;
    writer.Advance(4);
    System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(header[2..], length); // bug
}
//// clean
void Header(PipeWriter writer, ushort length)
{
    Span<byte> header = writer.GetSpan(4);
    header[0] = 1;
    System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(header[2..], length);
    writer.Advance(4);
}
