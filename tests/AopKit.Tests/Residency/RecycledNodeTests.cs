using AopKit.Testing;
using AopKit.Tests.Clients;
using AopKit.Tests.Contract;

namespace AopKit.Tests.Residency;

/// <summary>
/// Lookups without a lock while nodes of the index go from space to space: nothing of another space is ever found, and
/// what is there all the time is always found.
/// </summary>
public sealed class RecycledNodeTests() : EngineTests(new PageCacheOptions { BudgetBytes = 1024 * PageSize })
{
    private const int Rounds = 1500;

    /// <summary>Far from each other, so that each has a leaf and inner nodes of its own.</summary>
    private static readonly long[] s_indexes = [0, 100, 1L << 15, (1L << 15) + 64, 1L << 33];

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    public void Lookup_WhileNodesGoFromSpaceToSpace_FindsItsOwnPageOrNone(long expectedPages)
    {
        var options = new AddressSpaceOptions { Name = "churned", ExpectedPages = expectedPages };
        AddressSpace<Fact>[] spaces =
            [.. Enumerable.Range(0, 3).Select(number => Cache.CreateAddressSpace(new Numbered(number), options))];
        using AddressSpace<Fact> stable = Cache.CreateAddressSpace(new Numbered(99));
        Touch(stable, s_indexes);
        int running = spaces.Length;
        using ParkedThread reader = Start(() =>
        {
            while (Volatile.Read(ref running) > 0)
            {
                for (int number = 0; number < spaces.Length; number++)
                {
                    Array.ForEach(s_indexes, index => Look(spaces[number], index, number, mustBeThere: false));
                }

                Array.ForEach(s_indexes, index => Look(stable, index, 99, mustBeThere: true));
            }
        });
        ParkedThread[] churners =
        [
            .. spaces.Select(space => Start(() =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    Touch(space, s_indexes[round % s_indexes.Length], s_indexes[round * 3 % s_indexes.Length]);
                    space.Discard();
                }

                Interlocked.Decrement(ref running);
            })),
        ];
        Array.ForEach(churners, churner => churner.Join());
        reader.Join();
        Array.ForEach(churners, churner => churner.Dispose());
        Array.ForEach(spaces, space => space.Dispose());
    }

    private static void Look(AddressSpace<Fact> space, long index, int number, bool mustBeThere)
    {
        bool found = space.TryPin(new(index), out PagePin<Fact> pin);
        if (found)
        {
            Assert.Equal((number, index), Numbered.Read(pin.Bytes));
            pin.Dispose();
        }

        Span<byte> copy = stackalloc byte[16];
        bool copied = space.TryCopy(new(index), 0, copy);
        if (copied)
        {
            Assert.Equal((number, index), Numbered.Read(copy));
        }

        Assert.True(!mustBeThere || (found && copied && space.Contains(new(index))), "What is there was not found.");
    }

    /// <summary>Writes into each page whose it is.</summary>
    private sealed class Numbered(int number) : IAddressSpaceOperations<Fact>
    {
        public static (int Number, long Index) Read(ReadOnlySpan<byte> bytes) =>
            (BitConverter.ToInt32(bytes), BitConverter.ToInt64(bytes[8..]));

        public void ReadPage(FillPage<Fact> page)
        {
            BitConverter.TryWriteBytes(page.Bytes, number);
            BitConverter.TryWriteBytes(page.Bytes[8..], page.Index.Value);
        }
    }
}
