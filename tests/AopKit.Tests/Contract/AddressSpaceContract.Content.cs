using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>E11, E12, E19, E20, E21: fills, writes, metadata.</summary>
public abstract partial class AddressSpaceContract
{
    [Fact]
    public void E11_FailedFill_NextLookup_TriesAgain()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        client.OnRead = _ => throw new IOException("broken device");
        IOException error = Assert.Throws<IOException>(() => Touch(space, 1));
        Assert.Equal("broken device", error.Message);
        Assert.False(space.Contains(new(1)));
        Assert.False(space.TryPin(new(1), out _));
        client.OnRead = null;
        Touch(space, 1);
        Touch(space, 1);
        Assert.Equal(2, client.CountOf("read 1"));
    }

    [Fact]
    public void E11_Prefetch_PresentPagesAndAFailure_FillsTheAbsentUpToTheFailure()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Touch(space, 2);
        client.OnRead = page =>
        {
            if (page.Index.Value == 5)
            {
                throw new IOException("broken device");
            }

            client.ReadDefault(page);
        };
        Assert.Equal(4, space.Prefetch(new(new(0), 10)));
        Assert.Equal(5, space.PageCount);
        Assert.Equal(1, client.CountOf("remove 5 FillFailed"));
    }

    [Fact]
    public void E11_PrefetchOfABatchClient_AbsentRuns_ReadsEachRunInOneCall()
    {
        var client = new BatchClient();
        using AddressSpace<Fact> space = Create(client);
        Touch(space, 2);
        Assert.Equal(7, space.Prefetch(new(new(0), 8)));
        Assert.Equal(["read run [0..2)", "read run [3..8)"], client.Log[1..]);
        using PagePin<Fact> pin = space.Pin(new(7));
        Assert.Equal(Pattern.Make(PageSize, 1, 7, 0), pin.Bytes.ToArray());
    }

    [Fact]
    public void E12_DirtyPage_EvictAndTryInvalidate_KeepItUntilItIsWritten()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Write(space, 1, 42);
        Assert.False(space.TryEvict(new(1)));
        Assert.Equal(new InvalidateResult(0, 1, 0, 0), space.TryInvalidate(AllPages));
        space.Flush();
        Assert.Equal(0, space.DirtyPageCount);
        Assert.True(space.TryEvict(new(1)));
        Assert.Equal(42, client.Disk[1][PageSize - 1]);
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.Equal(42, pin.Bytes[0]);
    }

    [Fact]
    public void E12_Flush_ContiguousDirtyPages_AreWrittenInBatches()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        foreach (long index in (long[])[5, 3, 4, 9])
        {
            Write(space, index, 1);
        }

        client.ClearLog();
        space.Flush();
        Assert.Equal(["write [3..6)", "write [9..10)"], client.Log);
    }

    [Fact]
    public void E12_DropDoors_DirtyPages_DropThemUnwritten()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        foreach (long index in (long[])[0, 1, 2, 3])
        {
            Write(space, index, 1);
        }

        space.Punch(0, PageSize);
        space.Invalidate(new(new(1), 1));
        space.Truncate(3 * PageSize);
        space.Discard();
        Assert.Equal(0, space.DirtyPageCount);
        space.Flush();
        Assert.Equal(0, client.CountOf("write"));
    }

    [Fact]
    [Catches("E12_FailedWriteForgotten")]
    public void E12_ErrorCursors_OneFailedWrite_EachHearsOfItOnce()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        WritebackErrorCursor early = space.OpenErrorCursor();
        WritebackErrorCursor second = space.OpenErrorCursor();
        Write(space, 1, 42);
        client.OnWrite = _ => throw new IOException("disk full");
        WritebackException error = Assert.Throws<WritebackException>(() => space.Flush(early));
        Assert.Equal("disk full", error.InnerException?.Message);
        Assert.Equal(1, space.DirtyPageCount);
        client.OnWrite = null;
        WritebackErrorCursor late = space.OpenErrorCursor();
        space.Flush(early);
        Assert.Equal(0, space.DirtyPageCount);
        Assert.Throws<WritebackException>(() => space.Flush(second));
        space.Flush(second);
        space.Flush(late);
        space.Flush();
    }

    [Fact]
    public void E12_Dispose_UnwritablePages_ThrowsWithTheirRanges()
    {
        var client = new NotifiedClient();
        AddressSpace<Fact> space = Create(client);
        foreach (long index in (long[])[1, 2, 7])
        {
            Write(space, index, 1);
        }

        client.OnWrite = batch => throw new IOException("disk full");
        UnwrittenPagesException error = Assert.Throws<UnwrittenPagesException>(space.Dispose);
        Assert.Equal([new PageRange(new(1), 2), new PageRange(new(7), 1)], error.Ranges);
        Assert.Equal(3, error.PageCount);
        Assert.Equal(3, client.CountOf("remove"));
        Assert.Equal("end Forced", client.Log[^1]);
    }

    [Fact]
    public void E12_Replace_DirtyOldPage_MakesTheNewOneDirty()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Write(space, 1, 42);
        space.Replace(new(1), Pattern.Make(PageSize, 1, 1, 7));
        space.Replace(new(2), Pattern.Make(PageSize, 1, 2, 7), dirty: true);
        space.Replace(new(3), Pattern.Make(PageSize, 1, 3, 7));
        Assert.Equal(2, space.DirtyPageCount);
        space.Flush();
        Assert.Equal(7, Pattern.VersionOf(client.Disk[1], 1, 1));
        Assert.Equal(7, Pattern.VersionOf(client.Disk[2], 1, 2));
        Assert.False(client.Disk.ContainsKey(3));
    }

    [Fact]
    public void E19_BeginWrite_BeforeTheFirstByte_ThePageIsDirty()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.False(pin.IsDirty);
        using (PageWriter<Fact> writer = pin.BeginWrite())
        {
            Assert.True(pin.IsDirty);
            writer.Bytes[0] = 1;
        }

        Assert.True(pin.IsDirty);
    }

    [Fact]
    public void E19_TryReadAndTryCopy_WriterOpen_Fail()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        using PagePin<Fact> pin = space.Pin(new(1));
        int state = 0;
        Assert.True(space.TryRead(new(1), ref state, static (bytes, ref _) => bytes[0], out _));
        Assert.True(space.TryCopy(new(1), 4000, stackalloc byte[96]));
        Assert.True(space.TryReadValue(new(1), 4088, out long _));
        PageWriter<Fact> writer = pin.BeginWrite();
        Assert.False(space.TryRead(new(1), ref state, static (bytes, ref _) => bytes[0], out _));
        Assert.False(space.TryCopy(new(1), 0, stackalloc byte[8]));
        Assert.False(space.TryReadValue(new(1), 0, out long _));
        writer.Bytes[0] = 99;
        writer.Dispose();
        Assert.True(space.TryReadValue(new(1), 0, out byte value));
        Assert.Equal(99, value);
        Assert.True(space.TryRead(new(1), ref state, static (bytes, ref _) => bytes[0], out byte found));
        Assert.Equal(99, found);
        Assert.False(space.TryRead(new(2), ref state, static (bytes, ref _) => bytes[0], out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void E19_TryReadValue_OutsideOfThePage_ThrowsWhetherThePageIsThereOrNot(long index)
    {
        using AddressSpace<Fact> space = Create(new NotifiedClient());
        Touch(space, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => space.TryReadValue(new(index), 4089, out long _));
        Assert.Throws<ArgumentOutOfRangeException>(() => space.TryReadValue(new(index), -1, out byte _));
        Assert.Throws<ArgumentOutOfRangeException>(() => space.TryReadValue(new(index), 4096, out byte _));
    }

    [Fact]
    [Catches("E19_ChangedReadAccepted")]
    public void E19_TryRead_PageWrittenMeanwhile_FailsAndDropsTheReadersException()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        AddressSpace<Fact> state = space;
        Assert.False(space.TryRead(new(1), ref state, ReadAndWrite, out _));
        Assert.False(space.TryRead(new(1), ref state, ReadWriteAndThrow, out _));

        static int ReadAndWrite(scoped ReadOnlySpan<byte> bytes, ref AddressSpace<Fact> space)
        {
            Write(space, 1, 7);
            return bytes[0];
        }

        static int ReadWriteAndThrow(scoped ReadOnlySpan<byte> bytes, ref AddressSpace<Fact> space)
        {
            Write(space, 1, 8);
            throw new InvalidDataException("torn");
        }
    }

    [Fact]
    public void E19_BeginWrite_ClientWithoutWritePages_IsRefused()
    {
        using AddressSpace<Fact> space = Create(new ReadOnlyClient());
        using PagePin<Fact> pin = space.Pin(new(1));
        try
        {
            pin.BeginWrite().Dispose();
            Assert.Fail("A space whose client writes nothing back gave a writer.");
        }
        catch (NotSupportedException)
        {
            Assert.False(pin.IsDirty);
        }
    }

    [Fact]
    public void E20_GetOrAttach_SecondCandidate_GetsTheFirst()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        using PagePin<Fact> pin = space.Pin(new(1));
        Assert.Null(pin.Metadata);
        var winner = new Fact("winner");
        Assert.Same(winner, pin.GetOrAttach(winner));
        Assert.Same(winner, pin.GetOrAttach(new Fact("loser")));
        Assert.Same(winner, pin.Metadata);
        using (LockedPage<Fact> locked = pin.Lock())
        {
            Assert.Same(winner, locked.Detach());
            locked.Attach(new Fact("next"));
        }

        Assert.Equal("next", pin.Metadata?.Name);
    }

    [Fact]
    [Catches("E21_FrameNotZeroed")]
    public void E21_FillThatWritesNothing_FrameUsedBefore_ReadsZero()
    {
        var client = new NotifiedClient();
        using AddressSpace<Fact> space = Create(client);
        Touch(space, 1);
        Assert.True(space.TryEvict(new(1)));
        bool wasZero = false;
        client.OnRead = page => wasZero = page.Bytes.IndexOfAnyExcept((byte)0) < 0;
        for (long index = 0; index < 200; index++)
        {
            wasZero = false;
            using PagePin<Fact> pin = space.Pin(new(index));
            Assert.True(wasZero, $"The frame of page {index} showed another page's bytes.");
            Assert.Equal(-1, pin.Bytes.IndexOfAnyExcept((byte)0));
        }
    }
}
