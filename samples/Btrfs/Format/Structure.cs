using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using AopKit.Samples.Devices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>
/// The bytes of one structure of the image, with its name and address: the only way in which this client reads a number
/// from an image. A read outside the bytes, and every broken rule, becomes an <see cref="ImageCorruptException"/>.
/// All numbers are little-endian.
/// </summary>
/// <param name="bytes">The bytes; they may be those of a cached page.</param>
/// <param name="name">The structure's name in messages.</param>
/// <param name="address">Its logical address, for a superblock its physical one.</param>
internal readonly ref struct Structure(ReadOnlySpan<byte> bytes, string name, long address)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public string Name { get; } = name;

    public long Address { get; } = address;

    public int Length => Bytes.Length;

    public byte U8(int at) => Slice(at, 1)[0];

    public ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2));

    public uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4));

    public ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(at, 8));

    /// <summary>
    /// A 64-bit address, size or file position, which must be below 2^63 so that arithmetic is signed.
    /// </summary>
    public long Offset(int at, string field)
    {
        ulong value = U64(at);
        Require(value <= long.MaxValue, $"its {field} {value} is not below 2^63");
        return (long)value;
    }

    /// <summary>The same, and it must be a multiple of <paramref name="alignment"/>.</summary>
    public long AlignedOffset(int at, string field, int alignment)
    {
        long value = Offset(at, field);
        Require(value % alignment == 0, $"its {field} {value} is no multiple of {alignment}");
        return value;
    }

    public BtrfsKey Key(int at)
    {
        Structure key = Part(at, BtrfsKey.Bytes);
        return new BtrfsKey(key.U64(0), key.U8(8), key.U64(9));
    }

    public ReadOnlySpan<byte> Slice(int at, int count)
    {
        if (at < 0 || count < 0 || at > Bytes.Length || count > Bytes.Length - at)
        {
            Fail($"it has {Bytes.Length} bytes, but bytes {at}..{(long)at + count} are needed");
        }

        return Bytes.Slice(at, count);
    }

    /// <summary>A structure inside this one, under the same name.</summary>
    public Structure Part(int at, int count) => new(Slice(at, count), Name, Address + at);

    /// <summary>States a rule of the format. The message is built only if it is broken.</summary>
    public void Require(
        [DoesNotReturnIf(false)] bool holds,
        [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("holds")] BrokenRule rule)
    {
        if (!holds)
        {
            Fail(rule.ToStringAndClear());
        }
    }

    [DoesNotReturn]
    public void Fail(string rule) => throw new ImageCorruptException(Name, Address, rule);
}
