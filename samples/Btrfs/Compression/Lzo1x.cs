using System.Buffers.Binary;

namespace AopKit.Samples.Btrfs.Compression;

/// <summary>Unpacks LZO1X, the byte-oriented Lempel-Ziv format, with every read and write checked.</summary>
/// <remarks>
/// <para>A stream is a row of instructions. Each begins with a byte whose top bits say what it is; what it means below
/// 16 depends on how many literals the instruction before it copied:</para>
/// <code>
///   0000LLLL                 after no literals: 3 + L literals follow (L = 0: 15 + a run length)
///   0000DDss HHHHHHHH        after 1 to 3: match of 2 bytes, (H &lt;&lt; 2) + D + 1 back
///                            after 4 or more: match of 3 bytes, (H &lt;&lt; 2) + D + 2049 back
///   0001HLLL DDDDDDss Dx8    match of 2 + L bytes (L = 0: 7 + a run length), (H &lt;&lt; 14) + D + 16384 back;
///                            at distance 16384 exactly: the end
///   001LLLLL DDDDDDss Dx8    match of 2 + L bytes (L = 0: 31 + a run length), D + 1 back
///   01LDDDss HHHHHHHH        match of 3 + L bytes, (H &lt;&lt; 3) + D + 1 back
///   1LLDDDss HHHHHHHH        match of 5 + L bytes, (H &lt;&lt; 3) + D + 1 back
/// </code>
/// <para>A run length is 255 for each zero byte, plus the byte that ends them. After a match, ss (0 to 3) literals
/// follow. If the very first byte is above 17, it stands for that many literals plus 17.</para>
/// </remarks>
internal ref struct Lzo1x
{
    private const int ManyLiterals = 4;
    private const int FirstRunBase = 17;
    private const int FarDistance = 16384;
    private const int AfterManyDistance = 2048;

    private readonly ReadOnlySpan<byte> _source;
    private readonly Span<byte> _destination;
    private int _read;
    private int _written;

    private Lzo1x(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        _source = source;
        _destination = destination;
    }

    /// <summary>Unpacks all of <paramref name="source"/>, which must be one whole stream with its end mark.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="destination">Where to; unpacking more than fits is an error.</param>
    /// <returns>The bytes written.</returns>
    /// <exception cref="CompressedDataException">The stream is damaged.</exception>
    public static int Unpack(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var stream = new Lzo1x(source, destination);
        stream.Run();
        return stream._written;
    }

    private void Run()
    {
        int literals = 0;
        if (_source.Length > 0 && _source[0] > FirstRunBase)
        {
            literals = NextByte() - FirstRunBase;
            CopyLiterals(literals);
            literals = Math.Min(literals, ManyLiterals);
        }

        while (true)
        {
            int instruction = NextByte();
            if (instruction < 16 && literals == 0)
            {
                CopyLiterals(3 + (instruction == 0 ? RunLength(15) : instruction));
                literals = ManyLiterals;
                continue;
            }

            if (!TryCopyMatch(instruction, literals, out literals))
            {
                break;
            }

            CopyLiterals(literals);
        }

        if (_read != _source.Length)
        {
            throw Damaged($"{_source.Length - _read} bytes follow the end mark");
        }
    }

    // False at the end mark. The literals that follow a match stand in the low two bits of its distance.
    private bool TryCopyMatch(int instruction, int literalsBefore, out int literalsAfter)
    {
        int length;
        int distance;
        if (instruction >= 64)
        {
            length = (instruction >> 5) + 1;
            distance = 1 + ((instruction >> 2) & 7) + (NextByte() << 3);
            literalsAfter = instruction & 3;
        }
        else if (instruction >= 16)
        {
            bool isNear = instruction >= 32;
            int lengthMask = isNear ? 31 : 7;
            length = instruction & lengthMask;
            length = 2 + (length == 0 ? RunLength(lengthMask) : length);
            int low = NextUInt16();
            literalsAfter = low & 3;
            distance = (low >> 2) + (isNear ? 1 : ((instruction & 8) << 11) + FarDistance);
            if (!isNear && distance == FarDistance)
            {
                return length == 3 ? false : throw Damaged($"its end mark has the length {length}");
            }
        }
        else
        {
            length = literalsBefore == ManyLiterals ? 3 : 2;
            distance = 1 + (instruction >> 2) + (NextByte() << 2);
            distance += literalsBefore == ManyLiterals ? AfterManyDistance : 0;
            literalsAfter = instruction & 3;
        }

        CopyMatch(distance, length);
        return true;
    }

    private int RunLength(int length)
    {
        int next;
        while ((next = NextByte()) == 0)
        {
            // A run longer than the destination is damaged anyhow; ending it here also keeps the sum from overflowing.
            length += 255;
            if (length > _destination.Length)
            {
                throw Damaged($"a run of more than {_destination.Length} bytes does not fit");
            }
        }

        return length + next;
    }

    private void CopyLiterals(int count)
    {
        if (count > _source.Length - _read)
        {
            throw Damaged($"it ends within {count} literals at byte {_read}");
        }

        RequireRoom(count);
        _source.Slice(_read, count).CopyTo(_destination[_written..]);
        _read += count;
        _written += count;
    }

    private void CopyMatch(int distance, int length)
    {
        if (distance > _written)
        {
            throw Damaged($"a match at byte {_read} reaches {distance} bytes back, but only {_written} were unpacked");
        }

        RequireRoom(length);

        // Byte by byte where source and destination overlap: a short distance repeats itself.
        Span<byte> target = _destination.Slice(_written, length);
        ReadOnlySpan<byte> match = _destination[(_written - distance)..];
        if (distance >= length)
        {
            match[..length].CopyTo(target);
        }
        else
        {
            for (int index = 0; index < length; index++)
            {
                target[index] = match[index];
            }
        }

        _written += length;
    }

    private readonly void RequireRoom(int count)
    {
        if (count > _destination.Length - _written)
        {
            throw Damaged($"it unpacks to more than {_destination.Length} bytes");
        }
    }

    private int NextByte() =>
        _read < _source.Length ? _source[_read++] : throw Damaged($"it ends at byte {_read} without an end mark");

    private int NextUInt16()
    {
        if (_source.Length - _read < sizeof(ushort))
        {
            throw Damaged($"it ends at byte {_source.Length} within a distance");
        }

        int value = BinaryPrimitives.ReadUInt16LittleEndian(_source[_read..]);
        _read += sizeof(ushort);
        return value;
    }

    private static CompressedDataException Damaged(string what) => new($"its LZO1X stream is damaged: {what}");
}
