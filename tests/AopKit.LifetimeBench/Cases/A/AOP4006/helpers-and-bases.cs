//// pair helper-two-deep
//// bad
sealed class Entry
{
    [UnwrittenState]
    public int Version { get; set; }
}

sealed class Entries : IReleasePage<Entry>
{
    private int _released;

    public ReleaseOutcome ReleasePage(LockedPage<Entry> page, in ReleaseContext context)
    {
        Release(page); // bug
        return ReleaseOutcome.Released; // bug
    }

    private void Release(LockedPage<Entry> page)
    {
        _released++;
        Unhook(page);
    }

    private static void Unhook(LockedPage<Entry> page) => page.Detach(); // bug
}
//// clean
sealed class Entry
{
    [UnwrittenState]
    public int Version { get; set; }
}

sealed class Entries : IReleasePage<Entry>
{
    private int _released;

    public ReleaseOutcome ReleasePage(LockedPage<Entry> page, in ReleaseContext context)
    {
        return Release(page) ? ReleaseOutcome.Released : ReleaseOutcome.Kept;
    }

    private bool Release(LockedPage<Entry> page)
    {
        if (page.IsDirty)
        {
            return false;
        }

        _released++;
        Unhook(page);
        return true;
    }

    private static void Unhook(LockedPage<Entry> page) => page.Detach();
}
//// pair bool-helper-looks-at-the-wrong-flag
//// bad
sealed class Window
{
    [UnwrittenState]
    public long From;

    public bool IsOpen;
}

sealed class Windows : IReleasePage<Window>
{
    public ReleaseOutcome ReleasePage(LockedPage<Window> page, in ReleaseContext context)
    {
        if (IsBusy(page))
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }

    private static bool IsBusy(LockedPage<Window> page) => page.Metadata is { IsOpen: true };
}
//// clean
sealed class Window
{
    [UnwrittenState]
    public long From;

    public bool IsOpen;
}

sealed class Windows : IReleasePage<Window>
{
    public ReleaseOutcome ReleasePage(LockedPage<Window> page, in ReleaseContext context)
    {
        if (IsBusy(page))
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }

    private static bool IsBusy(LockedPage<Window> page) => page.IsDirty || page.Metadata is { IsOpen: true };
}
//// pair generic-client-of-dirty-things
//// bad
abstract class Unwritten
{
    [UnwrittenState]
    public int Bytes;
}

class Giving<T> : IReleasePage<T>
    where T : Unwritten
{
    public ReleaseOutcome ReleasePage(LockedPage<T> page, in ReleaseContext context)
    {
        T? metadata = page.Detach(); // bug
        return metadata is null ? ReleaseOutcome.Kept : ReleaseOutcome.Released; // bug
    }
}
//// clean
abstract class Unwritten
{
    [UnwrittenState]
    public int Bytes;
}

class Giving<T> : IReleasePage<T>
    where T : Unwritten
{
    public ReleaseOutcome ReleasePage(LockedPage<T> page, in ReleaseContext context)
    {
        T? metadata = page.IsDirty ? null : page.Detach();
        return metadata is null ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
    }
}
//// pair override-without-the-guard-of-the-base
//// bad
class Item
{
    [UnwrittenState]
    public bool IsChanged;
}

abstract class ItemsBase : IReleasePage<Item>
{
    public abstract ReleaseOutcome ReleasePage(LockedPage<Item> page, in ReleaseContext context);

    protected static bool MayGo(LockedPage<Item> page) => !page.IsDirty;
}

sealed class HotItems : ItemsBase
{
    public override ReleaseOutcome ReleasePage(LockedPage<Item> page, in ReleaseContext context)
    {
        page.Detach(); // bug
        return ReleaseOutcome.Released; // bug
    }
}
//// clean
class Item
{
    [UnwrittenState]
    public bool IsChanged;
}

abstract class ItemsBase : IReleasePage<Item>
{
    public abstract ReleaseOutcome ReleasePage(LockedPage<Item> page, in ReleaseContext context);

    protected static bool MayGo(LockedPage<Item> page) => !page.IsDirty;
}

sealed class HotItems : ItemsBase
{
    public override ReleaseOutcome ReleasePage(LockedPage<Item> page, in ReleaseContext context)
    {
        if (!MayGo(page))
        {
            return ReleaseOutcome.Kept;
        }

        page.Detach();
        return ReleaseOutcome.Released;
    }
}
//// pair nested-client-and-a-local-function
//// bad
static class Store
{
    private sealed class Block
    {
        [UnwrittenState]
        public int Crc;
    }

    private sealed class Client : IReleasePage<Block>
    {
        public ReleaseOutcome ReleasePage(LockedPage<Block> page, in ReleaseContext context)
        {
            int crc = Drop(page); // bug
            return crc == 0 ? ReleaseOutcome.Released : Confirm(crc); // bug

            static int Drop(LockedPage<Block> locked) => locked.Detach()?.GetHashCode() ?? 0; // bug

            static ReleaseOutcome Confirm(int value)
            {
                Console.WriteLine(value);
                return ReleaseOutcome.Released;
            }
        }
    }
}
//// clean
static class Store
{
    private sealed class Block
    {
        [UnwrittenState]
        public int Crc;
    }

    private sealed class Client : IReleasePage<Block>
    {
        public ReleaseOutcome ReleasePage(LockedPage<Block> page, in ReleaseContext context)
        {
            if (page.IsDirty)
            {
                return ReleaseOutcome.Kept;
            }

            int crc = Drop(page);
            return crc == 0 ? ReleaseOutcome.Released : Confirm(crc);

            static int Drop(LockedPage<Block> locked) => locked.Detach()?.GetHashCode() ?? 0;

            static ReleaseOutcome Confirm(int value)
            {
                Console.WriteLine(value);
                return ReleaseOutcome.Released;
            }
        }
    }
}
//// pair partial-type
//// bad
partial class Tables : IReleasePage<Tables.Table>
{
    internal partial class Table
    {
        public string Name = "";
    }

    public ReleaseOutcome ReleasePage(LockedPage<Table> page, in ReleaseContext context)
    {
        bool named = page.Metadata is { Name.Length: > 0 };
        if (named)
        {
            page.Detach(); // bug
        }

        return named ? ReleaseOutcome.Released : ReleaseOutcome.Removable; // bug
    }
}

partial class Tables
{
    internal partial class Table
    {
        [UnwrittenState]
        public int Rows { get; set; }
    }
}
//// clean
partial class Tables : IReleasePage<Tables.Table>
{
    internal partial class Table
    {
        public string Name = "";
    }

    public ReleaseOutcome ReleasePage(LockedPage<Table> page, in ReleaseContext context)
    {
        bool gives = page.Metadata is { Name.Length: > 0 } && !page.IsDirty;
        if (gives)
        {
            page.Detach();
        }

        return gives ? ReleaseOutcome.Released : ReleaseOutcome.Removable;
    }
}

partial class Tables
{
    internal partial class Table
    {
        [UnwrittenState]
        public int Rows { get; set; }
    }
}
