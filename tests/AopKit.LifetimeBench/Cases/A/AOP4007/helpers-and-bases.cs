//// pair helper-without-the-range
//// bad
sealed class Plan
{
    public int Steps;
}

sealed class Plans : IInvalidatePage<Plan>
{
    private readonly List<int> _dropped = [];

    public void InvalidatePage(LockedPage<Plan> page, ByteRange range)
    {
        Console.WriteLine(range);
        Drop(page); // bug
    }

    private void Drop(LockedPage<Plan> page)
    {
        if (page.Detach() is { } plan) // bug
        {
            _dropped.Add(plan.Steps);
        }
    }
}
//// clean
sealed class Plan
{
    public int Steps;
}

sealed class Plans : IInvalidatePage<Plan>
{
    private readonly List<int> _dropped = [];

    public void InvalidatePage(LockedPage<Plan> page, ByteRange range)
    {
        Console.WriteLine(range);
        Drop(page, range.IsWholePage);
    }

    private void Drop(LockedPage<Plan> page, bool whole)
    {
        if (whole && page.Detach() is { } plan)
        {
            _dropped.Add(plan.Steps);
        }
    }
}
//// pair bool-argument-of-the-wrong-test
//// bad
sealed class Slot
{
    public object? Value;
}

sealed class Slots : IInvalidatePage<Slot>
{
    public void InvalidatePage(LockedPage<Slot> page, ByteRange range) =>
        Invalidate(page, range.Start == 0); // bug

    private static void Invalidate(LockedPage<Slot> page, bool all)
    {
        if (all)
        {
            page.Detach(); // bug
        }
        else if (page.Metadata is { } slot)
        {
            slot.Value = null;
        }
    }
}
//// clean
sealed class Slot
{
    public object? Value;
}

sealed class Slots : IInvalidatePage<Slot>
{
    public void InvalidatePage(LockedPage<Slot> page, ByteRange range) =>
        Invalidate(page, range is { Start: 0, Length: var length } && length == range.PageSize);

    private static void Invalidate(LockedPage<Slot> page, bool all)
    {
        if (all)
        {
            page.Detach();
        }
        else if (page.Metadata is { } slot)
        {
            slot.Value = null;
        }
    }
}
//// pair range-handed-down-two-calls
//// bad
sealed class Cell
{
    public int Depth;
}

sealed class Cells : IInvalidatePage<Cell>
{
    public void InvalidatePage(LockedPage<Cell> page, ByteRange range) => First(page, range); // bug

    private static void First(LockedPage<Cell> page, ByteRange range)
    {
        if (range.Length > 0)
        {
            Second(page, range); // bug
        }
    }

    private static void Second(LockedPage<Cell> page, in ByteRange range)
    {
        Console.WriteLine(range.End);
        page.Detach(); // bug
    }
}
//// clean
sealed class Cell
{
    public int Depth;
}

sealed class Cells : IInvalidatePage<Cell>
{
    public void InvalidatePage(LockedPage<Cell> page, ByteRange range) => First(page, range);

    private static void First(LockedPage<Cell> page, ByteRange range)
    {
        if (range.Length > 0)
        {
            Second(page, range);
        }
    }

    private static void Second(LockedPage<Cell> page, in ByteRange range)
    {
        Console.WriteLine(range.End);
        if (range.IsWholePage)
        {
            page.Detach();
        }
    }
}
//// pair generic-base-class
//// bad
abstract class Invalidating<T> : IInvalidatePage<T>
    where T : class
{
    protected abstract void Ended(T metadata);

    public void InvalidatePage(LockedPage<T> page, ByteRange range)
    {
        var metadata = page.Detach(); // bug
        if (metadata != null)
        {
            Ended(metadata);
        }
    }
}

sealed class Words : Invalidating<string>
{
    protected override void Ended(string metadata) => Console.WriteLine(metadata.Length);
}
//// clean
abstract class Invalidating<T> : IInvalidatePage<T>
    where T : class
{
    protected abstract void Ended(T metadata);

    public void InvalidatePage(LockedPage<T> page, ByteRange range)
    {
        var metadata = range.IsWholePage ? page.Detach() : null;
        if (metadata != null)
        {
            Ended(metadata);
        }
    }
}

sealed class Words : Invalidating<string>
{
    protected override void Ended(string metadata) => Console.WriteLine(metadata.Length);
}
//// pair override-adds-a-detach
//// bad
class Fact
{
    public bool IsTrue;
}

class Facts : IInvalidatePage<Fact>
{
    public virtual void InvalidatePage(LockedPage<Fact> page, ByteRange range)
    {
        if (page.Metadata is { } fact)
        {
            fact.IsTrue = false;
        }
    }
}

sealed class ForgetfulFacts : Facts
{
    public override void InvalidatePage(LockedPage<Fact> page, ByteRange range)
    {
        base.InvalidatePage(page, range);
        page.Detach(); // bug
    }
}
//// clean
class Fact
{
    public bool IsTrue;
}

class Facts : IInvalidatePage<Fact>
{
    public virtual void InvalidatePage(LockedPage<Fact> page, ByteRange range)
    {
        if (page.Metadata is { } fact)
        {
            fact.IsTrue = false;
        }
    }
}

sealed class ForgetfulFacts : Facts
{
    public override void InvalidatePage(LockedPage<Fact> page, ByteRange range)
    {
        base.InvalidatePage(page, range);
        if (range.IsWholePage)
        {
            page.Detach();
        }
    }
}
//// pair local-function
//// bad
partial class Sessions
{
    internal sealed record Session(string User);
}

partial class Sessions : IInvalidatePage<Sessions.Session>
{
    private int _closed;

    public void InvalidatePage(LockedPage<Session> page, ByteRange range)
    {
        int before = _closed;
        Close(page); // bug
        Console.WriteLine($"{range}: {_closed - before}");

        void Close(LockedPage<Session> locked) => _closed += locked.Detach() is null ? 0 : 1; // bug
    }
}
//// clean
partial class Sessions
{
    internal sealed record Session(string User);
}

partial class Sessions : IInvalidatePage<Sessions.Session>
{
    private int _closed;

    public void InvalidatePage(LockedPage<Session> page, ByteRange range)
    {
        int before = _closed;
        if (range.IsWholePage)
        {
            Close(page);
        }

        Console.WriteLine($"{range}: {_closed - before}");

        void Close(LockedPage<Session> locked) => _closed += locked.Detach() is null ? 0 : 1;
    }
}
//// pair bool-method-of-one-end
//// bad
sealed class Run
{
    public int Count;
}

sealed class Runs(int header) : IInvalidatePage<Run>
{
    public void InvalidatePage(LockedPage<Run> page, ByteRange range)
    {
        if (!Covers(range))
        {
            page.Metadata!.Count--;
            return;
        }

        page.Detach(); // bug
    }

    private bool Covers(ByteRange range) => range.Start <= header;
}
//// clean
sealed class Run
{
    public int Count;
}

sealed class Runs(int header) : IInvalidatePage<Run>
{
    public void InvalidatePage(LockedPage<Run> page, ByteRange range)
    {
        if (!Covers(range))
        {
            page.Metadata!.Count -= header;
            return;
        }

        page.Detach();
    }

    private static bool Covers(ByteRange range) => range.IsWholePage;
}
