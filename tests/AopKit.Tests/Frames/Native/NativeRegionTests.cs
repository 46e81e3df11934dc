using AopKit.Frames.Native;

namespace AopKit.Tests.Frames.Native;

/// <summary>
/// The region of the system that the tests run on, and the one for systems that have none of their own.
/// </summary>
public sealed unsafe class NativeRegionTests
{
    private const int Chunk = NativeRegion.ChunkBytes;

    public static TheoryData<string> Kinds => ["default", "advise", "never", "portable"];

    [Theory]
    [InlineData(HugePages.Advise, Chunk - 1, HugePages.Default)]
    [InlineData(HugePages.Advise, Chunk, HugePages.Advise)]
    [InlineData(HugePages.Never, Chunk - 1, HugePages.Never)]
    public void Fitting_SmallerThanAHugePage_AsksForNone(HugePages wanted, long neededBytes, HugePages expected) =>
        Assert.Equal(expected, NativeRegion.Fitting(wanted, neededBytes));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Commit_OfOneChunk_ReadsZeroAndKeepsWhatIsWritten(string kind)
    {
        NativeRegion region = Make(kind, 3L * Chunk);
        try
        {
            region.Commit(Chunk, Chunk);
            var bytes = new Span<byte>(region.Base + Chunk, Chunk);

            Assert.Equal(0, (nint)region.Base % Chunk);
            Assert.False(bytes.ContainsAnyExcept((byte)0));
            bytes.Fill(7);
            region.Commit(Chunk, Chunk);
            Assert.False(bytes.ContainsAnyExcept((byte)7));
        }
        finally
        {
            region.Free();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void GiveBack_OfAWrittenChunk_LeavesItReadableAndUsableAgain(string kind)
    {
        NativeRegion region = Make(kind, 2L * Chunk);
        try
        {
            region.Commit(0, Chunk);
            var bytes = new Span<byte>(region.Base, Chunk);
            bytes.Fill(7);

            region.GiveBack(0, Chunk);

            byte late = bytes[Chunk / 2];
            Assert.True(late is 0 or 7, $"A late reader sees {late}.");
            region.TakeBack(0, Chunk);
            bytes.Fill(9);
            Assert.Equal(9, bytes[^1]);
        }
        finally
        {
            region.Free();
        }
    }

    [Fact]
    public void Reserve_OfMoreThanThereIs_SaysHowMuchAndWhatToDo()
    {
        const long TooMuch = 1L << 60;

        InsufficientMemoryException error =
            Assert.Throws<InsufficientMemoryException>(() => NativeRegion.Reserve(TooMuch, HugePages.Default));

        Assert.Contains(TooMuch.ToString(), error.Message);
        Assert.Contains("MaxBudgetBytes", error.Message);
    }

    private static NativeRegion Make(string kind, long sizeBytes) => kind switch
    {
        "portable" => new PortableRegion(sizeBytes),
        _ => NativeRegion.Reserve(sizeBytes, Enum.Parse<HugePages>(kind, ignoreCase: true)),
    };
}
