//// pair cut-of-a-library
//// bad
[PageRange(nameof(From), nameof(To), nameof(IsAll))]
public readonly record struct Cut(int From, int To, bool IsAll);

public sealed class Strip
{
    [AttachedMetadata, Borrowed]
    public object? Owner { get; private set; }

    [Detaches]
    public object? Disown()
    {
        (object? owner, Owner) = (Owner, null);
        return owner;
    }
}

public interface ICutter
{
    void OnCut([Borrowed] Strip strip, Cut cut);
}

sealed class Cutter : ICutter
{
    public void OnCut(Strip strip, Cut cut)
    {
        if (cut.From is not 0)
        {
            return;
        }

        strip.Disown(); // bug
    }
}
//// clean
[PageRange(nameof(From), nameof(To), nameof(IsAll))]
public readonly record struct Cut(int From, int To, bool IsAll);

public sealed class Strip
{
    [AttachedMetadata, Borrowed]
    public object? Owner { get; private set; }

    [Detaches]
    public object? Disown()
    {
        (object? owner, Owner) = (Owner, null);
        return owner;
    }
}

public interface ICutter
{
    void OnCut([Borrowed] Strip strip, Cut cut);
}

sealed class Cutter : ICutter
{
    public void OnCut(Strip strip, Cut cut)
    {
        if (cut is not { From: 0, IsAll: true })
        {
            return;
        }

        strip.Disown();
    }
}
//// pair abstract-class-with-a-range-class
//// bad
[PageRange("First", "Count", "CoversAll")]
public class Zone
{
    public int First { get; init; }

    public int Count { get; init; }

    public bool CoversAll => First == 0 && Count == 64;
}

public sealed class Sheet<T>
    where T : class
{
    private T? _mark;

    [AttachedMetadata, Borrowed]
    public T? Mark => _mark;

    [Detaches]
    public T? Erase() => Interlocked.Exchange(ref _mark, null);
}

public abstract class Eraser<T>
    where T : class
{
    protected abstract void Erasing([Borrowed] Sheet<T> sheet, Zone zone);
}

sealed class Rubber(ConcurrentQueue<string> log) : Eraser<string>
{
    protected override void Erasing(Sheet<string> sheet, Zone zone)
    {
        for (int i = 0; i < zone.Count; i++)
        {
            log.Enqueue($"{zone.First + i}");
        }

        log.Enqueue(sheet.Erase() ?? "nothing"); // bug
    }
}
//// clean
[PageRange("First", "Count", "CoversAll")]
public class Zone
{
    public int First { get; init; }

    public int Count { get; init; }

    public bool CoversAll => First == 0 && Count == 64;
}

public sealed class Sheet<T>
    where T : class
{
    private T? _mark;

    [AttachedMetadata, Borrowed]
    public T? Mark => _mark;

    [Detaches]
    public T? Erase() => Interlocked.Exchange(ref _mark, null);
}

public abstract class Eraser<T>
    where T : class
{
    protected abstract void Erasing([Borrowed] Sheet<T> sheet, Zone zone);
}

sealed class Rubber(ConcurrentQueue<string> log) : Eraser<string>
{
    protected override void Erasing(Sheet<string> sheet, Zone zone)
    {
        for (int i = 0; i < zone.Count; i++)
        {
            log.Enqueue($"{zone.First + i}");
        }

        log.Enqueue((zone.CoversAll ? sheet.Erase() : sheet.Mark) ?? "nothing");
    }
}
//// pair struct-client-with-a-tuple-pattern
//// bad
[PageRange(nameof(Offset), nameof(Size), nameof(IsEverything))]
public readonly struct Hole(int offset, int size)
{
    public int Offset => offset;

    public int Size => size;

    public bool IsEverything => (offset, size) is (0, 4096);
}

public class Drum
{
    [AttachedMetadata, Borrowed]
    public Uri? Name { get; internal set; }

    [Detaches]
    public Uri? Unname()
    {
        Uri? name = Name;
        Name = null;
        return name;
    }
}

public interface IPunch
{
    int Punched([Borrowed] Drum drum, in Hole hole);
}

readonly struct Puncher(string host) : IPunch
{
    public int Punched(Drum drum, in Hole hole) => (drum.Name, hole.IsEverything) switch
    {
        (null, _) => 0,
        ({ } name, false) when name.Host == host => drum.Unname() is null ? 0 : 1, // bug
        _ => hole.Size,
    };
}
//// clean
[PageRange(nameof(Offset), nameof(Size), nameof(IsEverything))]
public readonly struct Hole(int offset, int size)
{
    public int Offset => offset;

    public int Size => size;

    public bool IsEverything => (offset, size) is (0, 4096);
}

public class Drum
{
    [AttachedMetadata, Borrowed]
    public Uri? Name { get; internal set; }

    [Detaches]
    public Uri? Unname()
    {
        Uri? name = Name;
        Name = null;
        return name;
    }
}

public interface IPunch
{
    int Punched([Borrowed] Drum drum, in Hole hole);
}

readonly struct Puncher(string host) : IPunch
{
    public int Punched(Drum drum, in Hole hole) => (drum.Name, hole.IsEverything) switch
    {
        (null, _) => 0,
        ({ } name, true) when name.Host == host => drum.Unname() is null ? 0 : 1,
        _ => hole.Size,
    };
}
//// pair lambda-detaches
//// bad
[PageRange(nameof(Begin), nameof(End), nameof(IsFull))]
public sealed record Gap(int Begin, int End, bool IsFull);

public sealed class Reel
{
    [AttachedMetadata, Borrowed]
    public string? Title { get; private set; }

    [Detaches]
    public string? Clear()
    {
        string? title = Title;
        Title = null;
        return title;
    }
}

public interface IReels
{
    void OnGap([Borrowed] Reel reel, Gap gap);
}

sealed class Editor : IReels
{
    void IReels.OnGap(Reel reel, Gap gap)
    {
        Action drop = () => reel.Clear();
        if (gap.Begin < gap.End)
        {
            drop(); // bug
        }
    }
}
//// clean
[PageRange(nameof(Begin), nameof(End), nameof(IsFull))]
public sealed record Gap(int Begin, int End, bool IsFull);

public sealed class Reel
{
    [AttachedMetadata, Borrowed]
    public string? Title { get; private set; }

    [Detaches]
    public string? Clear()
    {
        string? title = Title;
        Title = null;
        return title;
    }
}

public interface IReels
{
    void OnGap([Borrowed] Reel reel, Gap gap);
}

sealed class Editor : IReels
{
    void IReels.OnGap(Reel reel, Gap gap)
    {
        Action drop = () => reel.Clear();
        if (gap.IsFull)
        {
            drop();
        }
    }
}
