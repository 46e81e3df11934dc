//// pair gone-callback-left-empty
//// bad
public sealed class Slot<T>
    where T : class
{
    [AttachedMetadata, Borrowed]
    public T? Tag { get; private set; }

    [Attaches]
    public void Put(T tag) => Tag = tag;
}

public abstract class SlotClient<T>
    where T : class
{
    public abstract void Load(Slot<T> slot);

    [EndOfLife(LifetimeEnd.OnRemove)]
    public virtual void Gone([Borrowed] Slot<T> slot)
    {
    }
}

sealed class Sound : IDisposable
{
    public void Dispose() { }
}

sealed class Sounds : SlotClient<Sound>
{
    public override void Load(Slot<Sound> slot) => slot.Put(new Sound()); // bug

    public override void Gone(Slot<Sound> slot) => Console.WriteLine("one sound less");
}
//// clean
public sealed class Slot<T>
    where T : class
{
    [AttachedMetadata, Borrowed]
    public T? Tag { get; private set; }

    [Attaches]
    public void Put(T tag) => Tag = tag;
}

public abstract class SlotClient<T>
    where T : class
{
    public abstract void Load(Slot<T> slot);

    [EndOfLife(LifetimeEnd.OnRemove)]
    public virtual void Gone([Borrowed] Slot<T> slot)
    {
    }
}

sealed class Sound : IDisposable
{
    public void Dispose() { }
}

sealed class Sounds : SlotClient<Sound>
{
    public override void Load(Slot<Sound> slot) => slot.Put(new Sound());

    public override void Gone(Slot<Sound> slot)
    {
        slot.Tag?.Dispose();
        Console.WriteLine("one sound less");
    }
}
//// pair acquired-from-a-broker
//// bad
public sealed class Cell
{
    [AttachedMetadata, Borrowed]
    public object? Note { get; private set; }

    [Attaches]
    public void Write(object note) => Note = note;
}

public interface ICells
{
    void Fill([Borrowed] Cell cell);

    [EndOfLife(LifetimeEnd.OnRemove)]
    void Emptied([Borrowed] Cell cell);
}

public sealed class Broker
{
    private int _given;

    [return: Acquires]
    public object Take() => _given++;

    public void Give([EndsLifetime] object claim) => _given--;
}

sealed class Farm(Broker broker) : ICells
{
    public void Fill(Cell cell)
    {
        object claim = broker.Take();
        cell.Write(claim); // bug
    }

    public void Emptied(Cell cell)
    {
    }
}
//// clean
public sealed class Cell
{
    [AttachedMetadata, Borrowed]
    public object? Note { get; private set; }

    [Attaches]
    public void Write(object note) => Note = note;
}

public interface ICells
{
    void Fill([Borrowed] Cell cell);

    [EndOfLife(LifetimeEnd.OnRemove)]
    void Emptied([Borrowed] Cell cell);
}

public sealed class Broker
{
    private int _given;

    [return: Acquires]
    public object Take() => _given++;

    public void Give([EndsLifetime] object claim) => _given--;
}

sealed class Farm(Broker broker) : ICells
{
    public void Fill(Cell cell)
    {
        object claim = broker.Take();
        cell.Write(claim);
    }

    public void Emptied(Cell cell)
    {
        if (cell.Note is { } claim)
        {
            broker.Give(claim);
        }
    }
}
//// pair attached-in-a-branch-of-a-switch
//// bad
public enum Kind { Plain, Packed }

public class Card
{
    [AttachedMetadata, Borrowed]
    public Deck? Deck { get; private set; }

    [Attaches]
    public void Assign(Deck deck) => Deck = deck;
}

[MustCall("Shuffle", "Burn")]
public sealed record Deck(int Size)
{
    public void Shuffle() { }

    public void Burn() { }
}

public interface ITable
{
    [EndOfLife(LifetimeEnd.ReleasePage)]
    void Cleared([Borrowed] Card card);
}

sealed class Table : ITable
{
    public static void Deal(Card card, Kind kind)
    {
        switch (kind)
        {
            case Kind.Packed:
                card.Assign(new Deck(52)); // bug
                break;
            case Kind.Plain:
                break;
        }
    }

    void ITable.Cleared(Card card) => GC.KeepAlive(card);
}
//// clean
public enum Kind { Plain, Packed }

public class Card
{
    [AttachedMetadata, Borrowed]
    public Deck? Deck { get; private set; }

    [Attaches]
    public void Assign(Deck deck) => Deck = deck;
}

[MustCall("Shuffle", "Burn")]
public sealed record Deck(int Size)
{
    public void Shuffle() { }

    public void Burn() { }
}

public interface ITable
{
    [EndOfLife(LifetimeEnd.ReleasePage)]
    void Cleared([Borrowed] Card card);
}

sealed class Table : ITable
{
    public static void Deal(Card card, Kind kind)
    {
        switch (kind)
        {
            case Kind.Packed:
                card.Assign(new Deck(52));
                break;
            case Kind.Plain:
                break;
        }
    }

    void ITable.Cleared(Card card)
    {
        if (card.Deck is { Size: > 0 } deck)
        {
            deck.Burn();
        }
        else
        {
            card.Deck?.Shuffle();
        }
    }
}
