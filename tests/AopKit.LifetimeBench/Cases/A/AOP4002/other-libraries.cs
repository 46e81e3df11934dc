//// pair false-after-taking
//// bad
public sealed class Region
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public object? Guard { get; private set; }

    [Attaches]
    public void Set(object guard) => Guard = guard;

    [Detaches]
    public object? Unset()
    {
        object? guard = Guard;
        Guard = null;
        return guard;
    }
}

public abstract class Heap
{
    [ReleaseCallback(true, false)]
    protected abstract bool OnCollect([Borrowed] Region region);
}

sealed class GuardedHeap : Heap
{
    protected override bool OnCollect(Region region)
    {
        object? guard = region.Unset();
        if (guard is Delegate { HasSingleTarget: true } check)
        {
            check.DynamicInvoke();
            return false; // bug
        }

        return true;
    }
}
//// clean
public sealed class Region
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public object? Guard { get; private set; }

    [Attaches]
    public void Set(object guard) => Guard = guard;

    [Detaches]
    public object? Unset()
    {
        object? guard = Guard;
        Guard = null;
        return guard;
    }
}

public abstract class Heap
{
    [ReleaseCallback(true, false)]
    protected abstract bool OnCollect([Borrowed] Region region);
}

sealed class GuardedHeap : Heap
{
    protected override bool OnCollect(Region region)
    {
        object? guard = region.Unset();
        if (guard is Delegate { HasSingleTarget: true } check)
        {
            check.DynamicInvoke();
            region.Set(guard);
            return false;
        }

        return true;
    }
}
//// pair promise-of-another-library
//// bad
public enum Consent { Refused, Promised }

public sealed class Slab<TNote>
    where TNote : class
{
    private TNote? _note;

    [AttachedMetadata, Borrowed, ViewOf("this")]
    public TNote? Note => _note;

    [Detaches]
    public TNote? Peel() => Interlocked.Exchange(ref _note, null);
}

public interface ISlabClient<TNote>
    where TNote : class
{
    [ReleaseCallback(Consent.Promised, Consent.Refused, PromiseOnly = true)]
    Consent Prepare([Borrowed] Slab<TNote> slab);

    void Commit([Borrowed] Slab<TNote> slab);
}

sealed class Names : ISlabClient<string>
{
    public Consent Prepare(Slab<string> slab)
    {
        return slab.Peel() is null ? Consent.Refused : Consent.Promised; // bug
    }

    public void Commit(Slab<string> slab)
    {
        Console.WriteLine("gone");
    }
}
//// clean
public enum Consent { Refused, Promised }

public sealed class Slab<TNote>
    where TNote : class
{
    private TNote? _note;

    [AttachedMetadata, Borrowed, ViewOf("this")]
    public TNote? Note => _note;

    [Detaches]
    public TNote? Peel() => Interlocked.Exchange(ref _note, null);
}

public interface ISlabClient<TNote>
    where TNote : class
{
    [ReleaseCallback(Consent.Promised, Consent.Refused, PromiseOnly = true)]
    Consent Prepare([Borrowed] Slab<TNote> slab);

    void Commit([Borrowed] Slab<TNote> slab);
}

sealed class Names : ISlabClient<string>
{
    public Consent Prepare(Slab<string> slab)
    {
        return slab.Note is null ? Consent.Refused : Consent.Promised;
    }

    public void Commit(Slab<string> slab)
    {
        Console.WriteLine($"{slab.Peel()} is gone");
    }
}
//// pair later-is-an-answer-that-keeps
//// bad
public enum Decision : byte { Yes, No, Later }

public class Frame
{
    [AttachedMetadata, Borrowed]
    public Version? Label { get; protected set; }

    [Detaches]
    public virtual Version? Clear()
    {
        Version? label = Label;
        Label = null;
        return label;
    }
}

public interface IFrameOwner
{
    [ReleaseCallback(Decision.Yes, Decision.No, Decision.Later)]
    Decision Decide([Borrowed] Frame frame, int round);
}

sealed record Owner(int Patience) : IFrameOwner
{
    public Decision Decide(Frame frame, int round)
    {
        if (round > Patience || frame.Label is not { Major: > 1 })
        {
            frame.Clear();
        }

        if (round > Patience)
        {
            return Decision.Later; // bug
        }

        return frame.Label is null ? Decision.Yes : Decision.No;
    }
}
//// clean
public enum Decision : byte { Yes, No, Later }

public class Frame
{
    [AttachedMetadata, Borrowed]
    public Version? Label { get; protected set; }

    [Detaches]
    public virtual Version? Clear()
    {
        Version? label = Label;
        Label = null;
        return label;
    }
}

public interface IFrameOwner
{
    [ReleaseCallback(Decision.Yes, Decision.No, Decision.Later)]
    Decision Decide([Borrowed] Frame frame, int round);
}

sealed record Owner(int Patience) : IFrameOwner
{
    public Decision Decide(Frame frame, int round)
    {
        if (round > Patience)
        {
            return Decision.Later;
        }

        if (frame.Label is not { Major: > 1 })
        {
            frame.Clear();
        }

        return frame.Label is null ? Decision.Yes : Decision.No;
    }
}
