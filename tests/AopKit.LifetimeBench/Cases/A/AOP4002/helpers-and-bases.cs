//// pair helper-takes-it-out
//// bad
sealed class Span2
{
    public int Users;
}

sealed class Spans : IReleasePage<Span2>
{
    public ReleaseOutcome ReleasePage(LockedPage<Span2> page, in ReleaseContext context)
    {
        Span2? span = Take(page);
        return span is null || span.Users == 0 ? ReleaseOutcome.Released : ReleaseOutcome.Kept; // bug
    }

    private static Span2? Take(LockedPage<Span2> page) => page.Detach();
}
//// clean
sealed class Span2
{
    public int Users;
}

sealed class Spans : IReleasePage<Span2>
{
    public ReleaseOutcome ReleasePage(LockedPage<Span2> page, in ReleaseContext context)
    {
        if (page.Metadata is { Users: > 0 })
        {
            return ReleaseOutcome.Kept;
        }

        Take(page);
        return ReleaseOutcome.Released;
    }

    private static Span2? Take(LockedPage<Span2> page) => page.Detach();
}
//// pair try-take-with-an-out-parameter
//// bad
sealed class Item
{
    public bool IsShared;
}

sealed class Items : IReleasePage<Item>
{
    private readonly Stack<Item> _spare = new();

    public ReleaseOutcome ReleasePage(LockedPage<Item> page, in ReleaseContext context)
    {
        if (TryTake(page, out Item? item) && item is { IsShared: false })
        {
            _spare.Push(item);
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Kept; // bug
    }

    private static bool TryTake(LockedPage<Item> page, out Item? item)
    {
        item = page.Detach();
        return item is not null;
    }
}
//// clean
sealed class Item
{
    public bool IsShared;
}

sealed class Items : IReleasePage<Item>
{
    private readonly Stack<Item> _spare = new();

    public ReleaseOutcome ReleasePage(LockedPage<Item> page, in ReleaseContext context)
    {
        if (page.Metadata is { IsShared: false } && TryTake(page, out Item? item))
        {
            _spare.Push(item!);
            return ReleaseOutcome.Released;
        }

        return ReleaseOutcome.Kept;
    }

    private static bool TryTake(LockedPage<Item> page, out Item? item)
    {
        item = page.Detach();
        return item is not null;
    }
}
//// pair base-has-detached-already
//// bad
class Fact
{
    public bool IsLoadBearing;
}

class Facts : IReleasePage<Fact>
{
    public virtual ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}

sealed class LoggedFacts(TextWriter log) : Facts
{
    public override ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context)
    {
        ReleaseOutcome answer = base.ReleasePage(page, context);
        log.Write(answer);
        return context.Reason == ReleaseReason.Strip ? answer : ReleaseOutcome.Removable; // bug
    }
}
//// clean
class Fact
{
    public bool IsLoadBearing;
}

class Facts : IReleasePage<Fact>
{
    public virtual ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }
}

sealed class LoggedFacts(TextWriter log) : Facts
{
    public override ReleaseOutcome ReleasePage(LockedPage<Fact> page, in ReleaseContext context)
    {
        if (context.Reason != ReleaseReason.Strip)
        {
            return ReleaseOutcome.Removable;
        }

        ReleaseOutcome answer = base.ReleasePage(page, context);
        log.Write(answer);
        return answer;
    }
}
//// pair two-helpers-deep-with-a-fallback
//// bad
sealed class Form
{
    public int Version;
}

partial class Forms
{
    private readonly int _current;

    private ReleaseOutcome Drop(LockedPage<Form> page) => Answer(page, page.Detach());

    private ReleaseOutcome Answer(LockedPage<Form> page, Form? form)
    {
        if (form?.Version < _current)
        {
            return ReleaseOutcome.Released;
        }

        return page.IsDirty ? ReleaseOutcome.Kept : ReleaseOutcome.Removable; // bug
    }
}

partial class Forms(int current) : IReleasePage<Form>
{
    public int Current => current;

    public ReleaseOutcome ReleasePage(LockedPage<Form> page, in ReleaseContext context)
    {
        return Drop(page); // bug
    }
}
//// clean
sealed class Form
{
    public int Version;
}

partial class Forms
{
    private readonly int _current;

    private ReleaseOutcome Drop(LockedPage<Form> page) => Answer(page, page.Metadata);

    private ReleaseOutcome Answer(LockedPage<Form> page, Form? form)
    {
        if (form?.Version < _current)
        {
            page.Detach();
            return ReleaseOutcome.Released;
        }

        return page.IsDirty ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
    }
}

partial class Forms(int current) : IReleasePage<Form>
{
    public int Current => current;

    public ReleaseOutcome ReleasePage(LockedPage<Form> page, in ReleaseContext context)
    {
        return Drop(page);
    }
}
//// pair local-function-detaches
//// bad
sealed class Group
{
    public List<long> Members = [];
}

sealed class Groups : IReleasePage<Group>
{
    private int _kept;

    public ReleaseOutcome ReleasePage(LockedPage<Group> page, in ReleaseContext context)
    {
        List<long> members = MembersOf(page);
        if (members.Count > 16)
        {
            _kept++;
            return ReleaseOutcome.Kept; // bug
        }

        return ReleaseOutcome.Released;

        static List<long> MembersOf(LockedPage<Group> locked) => locked.Detach()?.Members ?? [];
    }
}
//// clean
sealed class Group
{
    public List<long> Members = [];
}

sealed class Groups : IReleasePage<Group>
{
    private int _kept;

    public ReleaseOutcome ReleasePage(LockedPage<Group> page, in ReleaseContext context)
    {
        List<long> members = MembersOf(page);
        if (members.Count > 16)
        {
            _kept++;
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;

        static List<long> MembersOf(LockedPage<Group> locked) => locked.Metadata?.Members ?? [];
    }
}
