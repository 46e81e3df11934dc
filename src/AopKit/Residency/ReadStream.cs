namespace AopKit.Residency;

/// <summary>One reader's way through a space: pages at equal distances, one after the other.</summary>
internal sealed class ReadStream
{
    /// <summary>The page that was asked for last.</summary>
    public long Last { get; set; }

    /// <summary>From one page to the next, negative for backwards; 0 while only one page was asked for.</summary>
    public long Stride { get; set; }

    /// <summary>The first page that was not read ahead.</summary>
    public long Next { get; set; }

    /// <summary>The page that, when it is asked for, has the next window read.</summary>
    public long Marker { get; set; }

    /// <summary>Pages in the last window; 0 while nothing was read ahead.</summary>
    public int Size { get; set; }

    /// <summary>When it was last followed, by the table's own count; 0: never used.</summary>
    public long UsedAt { get; set; }

    /// <summary>1 while a window is on its way. Interlocked.</summary>
    public int IsPending;

    /// <summary>Reads the stream's windows; made when the stream is recognised, so that a hit makes nothing.</summary>
    public IThreadPoolWorkItem? Work { get; set; }
}
