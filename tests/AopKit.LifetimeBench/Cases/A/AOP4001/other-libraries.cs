//// pair bool-answer
//// bad
public sealed class Tile<T> where T : class
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public T? Tag { get; private set; }

    [Attaches]
    public void Put(T tag) => Tag = tag;

    [Detaches]
    public T? Take()
    {
        T? tag = Tag;
        Tag = null;
        return tag;
    }
}

public abstract class TileOwner<T> where T : class
{
    [ReleaseCallback(true, false)]
    public abstract bool Evict([Borrowed] Tile<T> tile);
}

sealed class Textures : TileOwner<string>
{
    public override bool Evict(Tile<string> tile)
    {
        if (tile.Tag is { Length: > 64 })
        {
            return false;
        }

        return true; // bug
    }
}
//// clean
public sealed class Tile<T> where T : class
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public T? Tag { get; private set; }

    [Attaches]
    public void Put(T tag) => Tag = tag;

    [Detaches]
    public T? Take()
    {
        T? tag = Tag;
        Tag = null;
        return tag;
    }
}

public abstract class TileOwner<T> where T : class
{
    [ReleaseCallback(true, false)]
    public abstract bool Evict([Borrowed] Tile<T> tile);
}

sealed class Textures : TileOwner<string>
{
    public override bool Evict(Tile<string> tile)
    {
        if (tile.Tag is { Length: > 64 })
        {
            return false;
        }

        tile.Take();
        return true;
    }
}
//// pair enum-answer-through-a-delegate-parameter
//// bad
public enum Verdict { Hold, Drop }

public sealed class Sector
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public object? Owner { get; private set; }

    [Detaches]
    public object? Disown()
    {
        (object? owner, Owner) = (Owner, null);
        return owner;
    }
}

public interface ISectorUser
{
    [ReleaseCallback(Verdict.Drop, Verdict.Hold)]
    Verdict Ask([Borrowed] Sector sector, Func<object, bool> isBusy);
}

sealed class Volume : ISectorUser
{
    Verdict ISectorUser.Ask(Sector sector, Func<object, bool> isBusy) =>
        sector.Owner is { } owner && isBusy(owner) ? Verdict.Hold : Verdict.Drop; // bug
}
//// clean
public enum Verdict { Hold, Drop }

public sealed class Sector
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public object? Owner { get; private set; }

    [Detaches]
    public object? Disown()
    {
        (object? owner, Owner) = (Owner, null);
        return owner;
    }
}

public interface ISectorUser
{
    [ReleaseCallback(Verdict.Drop, Verdict.Hold)]
    Verdict Ask([Borrowed] Sector sector, Func<object, bool> isBusy);
}

sealed class Volume : ISectorUser
{
    Verdict ISectorUser.Ask(Sector sector, Func<object, bool> isBusy)
    {
        if (sector.Owner is { } owner && isBusy(owner))
        {
            return Verdict.Hold;
        }

        sector.Disown();
        return Verdict.Drop;
    }
}
//// pair out-parameter-gives-the-metadata
//// bad
public sealed class Chunk
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public Uri? Source { get; internal set; }

    [Detaches]
    public Uri? Cut()
    {
        Uri? source = Source;
        Source = null;
        return source;
    }
}

public enum Reply { No, Yes, Later }

public interface IChunks
{
    [ReleaseCallback(Reply.Yes, Reply.No, Reply.Later)]
    Reply MayGo([Borrowed] Chunk chunk);
}

sealed class Downloads : IChunks
{
    private readonly HashSet<Uri> _running = [];

    public Reply MayGo(Chunk chunk)
    {
        if (!TryLook(chunk, out Uri? source))
        {
            return Reply.Later;
        }

        return _running.Contains(source) ? Reply.No : Reply.Yes; // bug
    }

    private static bool TryLook(Chunk chunk, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? source)
    {
        source = chunk.Source;
        return source is not null;
    }
}
//// clean
public sealed class Chunk
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public Uri? Source { get; internal set; }

    [Detaches]
    public Uri? Cut()
    {
        Uri? source = Source;
        Source = null;
        return source;
    }
}

public enum Reply { No, Yes, Later }

public interface IChunks
{
    [ReleaseCallback(Reply.Yes, Reply.No, Reply.Later)]
    Reply MayGo([Borrowed] Chunk chunk);
}

sealed class Downloads : IChunks
{
    private readonly HashSet<Uri> _running = [];

    public Reply MayGo(Chunk chunk)
    {
        if (!TryLook(chunk, out Uri? source))
        {
            return Reply.Later;
        }

        return !_running.Contains(source) && chunk.Cut() is not null ? Reply.Yes : Reply.No;
    }

    private static bool TryLook(Chunk chunk, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? source)
    {
        source = chunk.Source;
        return source is not null;
    }
}
