//// pair moves-between-heaps
//// bad
public sealed class Block<T> where T : class
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

public abstract class Mover<T> where T : class
{
    [TransferCallback(true)]
    public abstract bool Move([Borrowed] Block<T> source, [Borrowed] Block<T> target);
}

sealed class Strings : Mover<string>
{
    public void Label(Block<string> block, string text) => block.Put(text);

    public override bool Move(Block<string> source, Block<string> target)
    {
        return source.Tag is not null; // bug
    }
}
//// clean
public sealed class Block<T> where T : class
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

public abstract class Mover<T> where T : class
{
    [TransferCallback(true)]
    public abstract bool Move([Borrowed] Block<T> source, [Borrowed] Block<T> target);
}

sealed class Strings : Mover<string>
{
    public void Label(Block<string> block, string text) => block.Put(text);

    public override bool Move(Block<string> source, Block<string> target)
    {
        if (source.Take() is { } text)
        {
            target.Put(text);
            return true;
        }

        return false;
    }
}
//// pair three-answers
//// bad
public enum Relocation { Refused, Copied, Done }

public class Cell
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public object? Owner { get; private set; }

    [Attaches]
    public void Give(object owner) => Owner = owner;

    [Detaches]
    public object? Strip()
    {
        (object? owner, Owner) = (Owner, null);
        return owner;
    }
}

public interface IRelocate
{
    [TransferCallback(Relocation.Done)]
    Relocation Relocate([Borrowed] Cell from, [Borrowed] Cell to, int attempt);
}

sealed class Compactor : IRelocate
{
    public static void Own(Cell cell) => cell.Give(new object());

    Relocation IRelocate.Relocate(Cell from, Cell to, int attempt)
    {
        if (attempt == 0)
        {
            return Relocation.Refused;
        }

        while (attempt-- > 0)
        {
            Thread.Yield();
        }

        return Relocation.Done; // bug
    }
}
//// clean
public enum Relocation { Refused, Copied, Done }

public class Cell
{
    [AttachedMetadata, Borrowed, ViewOf("this")]
    public object? Owner { get; private set; }

    [Attaches]
    public void Give(object owner) => Owner = owner;

    [Detaches]
    public object? Strip()
    {
        (object? owner, Owner) = (Owner, null);
        return owner;
    }
}

public interface IRelocate
{
    [TransferCallback(Relocation.Done)]
    Relocation Relocate([Borrowed] Cell from, [Borrowed] Cell to, int attempt);
}

sealed class Compactor : IRelocate
{
    public static void Own(Cell cell) => cell.Give(new object());

    Relocation IRelocate.Relocate(Cell from, Cell to, int attempt)
    {
        if (attempt == 0)
        {
            return Relocation.Refused;
        }

        while (attempt-- > 0)
        {
            Thread.Yield();
        }

        object? owner = from.Strip();
        if (owner is not null)
        {
            to.Give(owner);
        }

        return Relocation.Done;
    }
}
//// pair moved-in-the-wrong-direction
//// bad
public sealed class Strip
{
    [AttachedMetadata, Borrowed]
    public Version? Mark { get; private set; }

    [Attaches]
    public void Paint(Version mark) => Mark = mark;

    [Detaches]
    public Version? Wash()
    {
        Version? mark = Mark;
        Mark = null;
        return mark;
    }
}

public abstract class Belt
{
    [TransferCallback(true)]
    protected internal abstract bool Shift([Borrowed] Strip from, [Borrowed] Strip to);
}

sealed class Printer(Version ink) : Belt
{
    public void Print(Strip strip) => strip.Paint(ink);

    protected internal override bool Shift(Strip from, Strip to)
    {
        Version? mark = to.Wash();
        if (mark is not null)
        {
            from.Paint(mark);
        }

        return true; // bug
    }
}
//// clean
public sealed class Strip
{
    [AttachedMetadata, Borrowed]
    public Version? Mark { get; private set; }

    [Attaches]
    public void Paint(Version mark) => Mark = mark;

    [Detaches]
    public Version? Wash()
    {
        Version? mark = Mark;
        Mark = null;
        return mark;
    }
}

public abstract class Belt
{
    [TransferCallback(true)]
    protected internal abstract bool Shift([Borrowed] Strip from, [Borrowed] Strip to);
}

sealed class Printer(Version ink) : Belt
{
    public void Print(Strip strip) => strip.Paint(ink);

    protected internal override bool Shift(Strip from, Strip to)
    {
        if (from.Wash() is not { } mark)
        {
            return true;
        }

        to.Paint(mark);
        return true;
    }
}
