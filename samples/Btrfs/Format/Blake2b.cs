using System.Buffers.Binary;
using System.Numerics;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>BLAKE2b without a key and with a 32-byte digest, after RFC 7693; .NET has none.</summary>
internal static class Blake2b
{
    private const int DigestBytes = 32;
    private const int BlockBytes = 128;
    private const int Rounds = 12;

    // The fractional parts of the square roots of the first eight primes (RFC 7693, section 2.6).
    private static ReadOnlySpan<ulong> Start =>
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    // The order in which each round takes the message words (section 2.7); rounds 10 and 11 repeat 0 and 1.
    private static ReadOnlySpan<byte> Schedule =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    /// <summary>Writes the digest of <paramref name="message"/>; returns its size.</summary>
    public static int Hash256(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Span<ulong> state = stackalloc ulong[8];
        Start.CopyTo(state);
        state[0] ^= 0x0101_0000 ^ DigestBytes;

        ulong counted = 0;
        while (message.Length > BlockBytes)
        {
            counted += BlockBytes;
            Compress(state, message[..BlockBytes], counted, last: false);
            message = message[BlockBytes..];
        }

        Span<byte> final = stackalloc byte[BlockBytes];
        final.Clear();
        message.CopyTo(final);
        Compress(state, final, counted + (ulong)message.Length, last: true);

        for (int word = 0; word < DigestBytes / sizeof(ulong); word++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(word * sizeof(ulong))..], state[word]);
        }

        return DigestBytes;
    }

    private static void Compress(Span<ulong> state, ReadOnlySpan<byte> block, ulong counted, bool last)
    {
        Span<ulong> message = stackalloc ulong[16];
        for (int word = 0; word < message.Length; word++)
        {
            message[word] = BinaryPrimitives.ReadUInt64LittleEndian(block[(word * sizeof(ulong))..]);
        }

        Span<ulong> v = stackalloc ulong[16];
        state.CopyTo(v);
        Start.CopyTo(v[8..]);
        v[12] ^= counted;
        v[14] = last ? ~v[14] : v[14];

        for (int round = 0; round < Rounds; round++)
        {
            ReadOnlySpan<byte> order = Schedule.Slice(round % 10 * 16, 16);
            for (int column = 0; column < 4; column++)
            {
                Mix(v, column, 4 + column, 8 + column, 12 + column,
                    message[order[2 * column]], message[order[(2 * column) + 1]]);
            }

            for (int diagonal = 0; diagonal < 4; diagonal++)
            {
                Mix(v, diagonal, 4 + ((diagonal + 1) % 4), 8 + ((diagonal + 2) % 4), 12 + ((diagonal + 3) % 4),
                    message[order[8 + (2 * diagonal)]], message[order[9 + (2 * diagonal)]]);
            }
        }

        for (int word = 0; word < state.Length; word++)
        {
            state[word] ^= v[word] ^ v[word + 8];
        }
    }

    private static void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        v[a] += v[b] + x;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
    }
}
