//// pair helper-copies-and-detaches
//// bad
sealed class Layout
{
    public int[] Offsets = [];
}

sealed class Layouts : IAddressSpaceOperations<Layout>, IMigratePage<Layout>
{
    private long _moves;

    public void ReadPage(FillPage<Layout> page) => page.Attach(new Layout { Offsets = [0, page.Bytes[1]] });

    public MigrateOutcome MigratePage(LockedPage<Layout> from, LockedPage<Layout> to)
    {
        Prepare(from, to.Bytes.Length);
        _moves++;
        return MigrateOutcome.Moved; // bug
    }

    private static void Prepare(LockedPage<Layout> page, int length)
    {
        Layout? layout = page.Detach();
        Array.Fill(layout?.Offsets ?? [], length);
    }
}
//// clean
sealed class Layout
{
    public int[] Offsets = [];
}

sealed class Layouts : IAddressSpaceOperations<Layout>, IMigratePage<Layout>
{
    private long _moves;

    public void ReadPage(FillPage<Layout> page) => page.Attach(new Layout { Offsets = [0, page.Bytes[1]] });

    public MigrateOutcome MigratePage(LockedPage<Layout> from, LockedPage<Layout> to)
    {
        Carry(from, to);
        _moves++;
        return MigrateOutcome.Moved;
    }

    private static void Carry(LockedPage<Layout> page, LockedPage<Layout> target)
    {
        if (page.Detach() is { } layout)
        {
            Array.Fill(layout.Offsets, target.Bytes.Length);
            target.Attach(layout);
        }
    }
}
//// pair helper-answers-two-deep
//// bad
sealed class Route
{
    public long Hops;
}

sealed class Routes : IAddressSpaceOperations<Route>, IMigratePage<Route>
{
    public void ReadPage(FillPage<Route> page) => Remember(page, 1);

    private static void Remember(FillPage<Route> page, long hops) => page.Attach(new Route { Hops = hops });

    public MigrateOutcome MigratePage(LockedPage<Route> from, LockedPage<Route> to) => Try(from, to); // bug

    private static MigrateOutcome Try(LockedPage<Route> from, LockedPage<Route> to)
    {
        if (from.Bytes.Length != to.Bytes.Length)
        {
            return MigrateOutcome.Kept;
        }

        return Answer(from.Metadata); // bug
    }

    private static MigrateOutcome Answer(Route? route) =>
        route is { Hops: 0 } ? MigrateOutcome.Kept : MigrateOutcome.Moved; // bug
}
//// clean
sealed class Route
{
    public long Hops;
}

sealed class Routes : IAddressSpaceOperations<Route>, IMigratePage<Route>
{
    public void ReadPage(FillPage<Route> page) => Remember(page, 1);

    private static void Remember(FillPage<Route> page, long hops) => page.Attach(new Route { Hops = hops });

    public MigrateOutcome MigratePage(LockedPage<Route> from, LockedPage<Route> to) => Try(from, to);

    private static MigrateOutcome Try(LockedPage<Route> from, LockedPage<Route> to)
    {
        if (from.Bytes.Length != to.Bytes.Length)
        {
            return MigrateOutcome.Kept;
        }

        return Answer(from.Detach(), to);
    }

    private static MigrateOutcome Answer(Route? route, LockedPage<Route> to)
    {
        if (route is not null)
        {
            to.Attach(route);
        }

        return MigrateOutcome.Moved;
    }
}
//// pair base-attaches
//// bad
abstract class Filling<T> : IAddressSpaceOperations<T>
    where T : class
{
    protected abstract T Make(PageIndex index);

    public void ReadPage(FillPage<T> page) => page.Attach(Make(page.Index));
}

sealed class Note
{
    public long Place;
}

sealed class Notes : Filling<Note>, IMigratePage<Note>
{
    private int _moved;

    protected override Note Make(PageIndex index) => new() { Place = index.Value };

    public MigrateOutcome MigratePage(LockedPage<Note> from, LockedPage<Note> to)
    {
        _moved += from.Metadata?.Place > 0 ? 1 : 0;
        return MigrateOutcome.Moved; // bug
    }
}
//// clean
abstract class Filling<T> : IAddressSpaceOperations<T>
    where T : class
{
    protected abstract T Make(PageIndex index);

    public void ReadPage(FillPage<T> page) => page.Attach(Make(page.Index));
}

sealed class Note
{
    public long Place;
}

sealed class Notes : Filling<Note>, IMigratePage<Note>
{
    private int _moved;

    protected override Note Make(PageIndex index) => new() { Place = index.Value };

    public MigrateOutcome MigratePage(LockedPage<Note> from, LockedPage<Note> to)
    {
        if (from.Detach() is { } note)
        {
            _moved += note.Place > 0 ? 1 : 0;
            to.Attach(note);
        }

        return MigrateOutcome.Moved;
    }
}
//// pair partial-client-with-two-phases
//// bad
partial class Ops : IPrepareRelease<Ops.State>, IMigratePage<Ops.State>
{
    internal sealed class State
    {
        public bool Promised;
    }

    public MigrateOutcome MigratePage(LockedPage<State> from, LockedPage<State> to) =>
        from.Metadata switch // bug
        {
            { Promised: true } => MigrateOutcome.Kept,
            _ => MigrateOutcome.Moved, // bug
        };

    public ReleaseOutcome PrepareRelease(LockedPage<State> page, in ReleaseContext context)
    {
        if (page.Metadata is { } state)
        {
            state.Promised = true;
        }

        return ReleaseOutcome.Released;
    }
}

partial class Ops : IAddressSpaceOperations<Ops.State>
{
    public void ReadPage(FillPage<State> page) => page.Attach(new State());

    public void CommitRelease(LockedPage<State> page) => page.Detach();

    public void AbortRelease(LockedPage<State> page) => page.Metadata!.Promised = false;
}
//// clean
partial class Ops : IPrepareRelease<Ops.State>, IMigratePage<Ops.State>
{
    internal sealed class State
    {
        public bool Promised;
    }

    public MigrateOutcome MigratePage(LockedPage<State> from, LockedPage<State> to)
    {
        if (from.Metadata is { Promised: true })
        {
            return MigrateOutcome.Kept;
        }

        if (from.Detach() is { } state)
        {
            to.Attach(state);
        }

        return MigrateOutcome.Moved;
    }

    public ReleaseOutcome PrepareRelease(LockedPage<State> page, in ReleaseContext context)
    {
        if (page.Metadata is { } state)
        {
            state.Promised = true;
        }

        return ReleaseOutcome.Released;
    }
}

partial class Ops : IAddressSpaceOperations<Ops.State>
{
    public void ReadPage(FillPage<State> page) => page.Attach(new State());

    public void CommitRelease(LockedPage<State> page) => page.Detach();

    public void AbortRelease(LockedPage<State> page) => page.Metadata!.Promised = false;
}
//// pair local-function-forgets-to-attach
//// bad
sealed record Shape(int Width, int Height);

sealed class Images : IReadPageAsync<Shape>, IMigratePage<Shape>
{
    public async ValueTask ReadPageAsync(FillRequest<Shape> page, CancellationToken cancellation)
    {
        await Task.Yield();
        page.Attach(new Shape(16, page.Bytes.Length / 16));
    }

    public MigrateOutcome MigratePage(LockedPage<Shape> from, LockedPage<Shape> to)
    {
        Shape? shape = Take(from);
        return shape is { Width: > 4096 } ? Refuse(from, shape) : MigrateOutcome.Moved; // bug

        static Shape? Take(LockedPage<Shape> page) => page.Detach();

        static MigrateOutcome Refuse(LockedPage<Shape> page, Shape shape)
        {
            page.Attach(shape);
            return MigrateOutcome.Kept;
        }
    }
}
//// clean
sealed record Shape(int Width, int Height);

sealed class Images : IReadPageAsync<Shape>, IMigratePage<Shape>
{
    public async ValueTask ReadPageAsync(FillRequest<Shape> page, CancellationToken cancellation)
    {
        await Task.Yield();
        page.Attach(new Shape(16, page.Bytes.Length / 16));
    }

    public MigrateOutcome MigratePage(LockedPage<Shape> from, LockedPage<Shape> to)
    {
        if (from.Metadata is { Width: > 4096 })
        {
            return MigrateOutcome.Kept;
        }

        if (Take(from) is { } shape)
        {
            to.Attach(shape);
        }

        return MigrateOutcome.Moved;

        static Shape? Take(LockedPage<Shape> page) => page.Detach();
    }
}
//// pair goes-through-the-release-callback
//// bad
sealed class Texture
{
    public nint Pixels;
}

sealed class Textures : IAddressSpaceOperations<Texture>, IReleasePage<Texture>, IMigratePage<Texture>
{
    public void ReadPage(FillPage<Texture> page) => page.Attach(new Texture());

    public ReleaseOutcome ReleasePage(LockedPage<Texture> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public MigrateOutcome MigratePage(LockedPage<Texture> from, LockedPage<Texture> to)
    {
        var context = new ReleaseContext(ReleaseReason.Migrate, WillRemove.Certain, MayBlock: false, false);
        return ReleasePage(from, context) == ReleaseOutcome.Released
            ? MigrateOutcome.Moved // bug
            : MigrateOutcome.Kept;
    }
}
//// clean
sealed class Texture
{
    public nint Pixels;
}

sealed class Textures : IAddressSpaceOperations<Texture>, IReleasePage<Texture>, IMigratePage<Texture>
{
    public void ReadPage(FillPage<Texture> page) => page.Attach(new Texture());

    public ReleaseOutcome ReleasePage(LockedPage<Texture> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public MigrateOutcome MigratePage(LockedPage<Texture> from, LockedPage<Texture> to)
    {
        if (from.Detach() is { } texture)
        {
            texture.Pixels = 0;
            to.Attach(texture);
        }

        return MigrateOutcome.Moved;
    }
}
