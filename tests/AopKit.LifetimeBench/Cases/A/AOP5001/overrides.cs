//// pair on-remove-that-forbids-nothing
//// bad
sealed class Ops : IOnRemove<object>
{
    private long _removed;

    [CallbackContext(CallbackContexts.None)] // bug
    public void OnRemove(in RemovedPage<object> page, RemoveReason reason) => _removed++;
}
//// clean
sealed class Ops : IOnRemove<object>
{
    private long _removed;

    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry)]
    public void OnRemove(in RemovedPage<object> page, RemoveReason reason) => _removed++;
}
//// pair release-that-forgets-the-page-lock
//// bad
class Releasing<T> : IReleasePage<T>
    where T : class
{
    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry)] // bug
    ReleaseOutcome IReleasePage<T>.ReleasePage(LockedPage<T> page, in ReleaseContext context) =>
        page.IsDirty ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
}
//// clean
class Releasing<T> : IReleasePage<T>
    where T : class
{
    [CallbackContext(
        CallbackContexts.Atomic | CallbackContexts.NoReentry | CallbackContexts.HoldsPageLock
        | CallbackContexts.NoReclaim, MayBlockIf = nameof(ReleaseContext.MayBlock))]
    ReleaseOutcome IReleasePage<T>.ReleasePage(LockedPage<T> page, in ReleaseContext context) =>
        page.IsDirty ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
}
//// pair fill-that-takes-its-request
//// bad
sealed class Filler : IReadPageAsync<object>
{
    private readonly Channel _channel = new();

    public ValueTask ReadPageAsync([Owned] FillRequest<object> page, CancellationToken cancellation) // bug
    {
        _channel.Send(page.Index);
        return ValueTask.CompletedTask;
    }

    private sealed class Channel
    {
        public void Send(PageIndex index) => Console.WriteLine(index);
    }
}
//// clean
sealed class Filler : IReadPageAsync<object>
{
    private readonly Channel _channel = new();

    public ValueTask ReadPageAsync(
        [Borrowed(UntilTaskEnds = true)] FillRequest<object> page, CancellationToken cancellation)
    {
        _channel.Send(page.Index);
        return ValueTask.CompletedTask;
    }

    private sealed class Channel
    {
        public void Send(PageIndex index) => Console.WriteLine(index);
    }
}
//// pair override-with-more-effects
//// bad
abstract class Source
{
    [Effect(Effects.Blocks)]
    public abstract int Read(Span<byte> bytes);
}

sealed class CachedSource : Source
{
    [Effect(Effects.Blocks | Effects.EntersReclaim)] // bug
    public override int Read(Span<byte> bytes) => bytes.Length;
}
//// clean
abstract class Source
{
    [Effect(Effects.Blocks)]
    public abstract int Read(Span<byte> bytes);
}

sealed class CachedSource : Source
{
    [Effect(Effects.Blocks)]
    public override int Read(Span<byte> bytes) => bytes.Length;
}
//// pair explicit-implementation-keeps-what-was-lent
//// bad
interface ILook
{
    void Look([Borrowed] Stream stream, int depth);
}

sealed class Hoarder : ILook
{
    [Owned]
    private Stream? _stream;

    void ILook.Look([Owned] Stream stream, int depth) // bug
    {
        _stream?.Dispose();
        _stream = stream;
    }
}
//// clean
interface ILook
{
    void Look([Borrowed] Stream stream, int depth);
}

sealed class Hoarder : ILook
{
    private long _length;

    void ILook.Look([Borrowed] Stream stream, int depth)
    {
        _length += stream.Length;
    }
}
//// pair override-borrows-what-it-is-given
//// bad
abstract class Sink
{
    public abstract void Hand([Owned] IDisposable claim);
}

class Ignoring : Sink
{
    public override void Hand([Borrowed] IDisposable claim) // bug
    {
    }
}
//// clean
abstract class Sink
{
    public abstract void Hand([Owned] IDisposable claim);
}

class Ignoring : Sink
{
    public override void Hand([Owned] IDisposable claim)
    {
        claim.Dispose();
    }
}
//// pair override-ends-at-another-result
//// bad
class Registry
{
    public virtual bool TryClose([EndsLifetime(When = EndsWhen.ReturnsTrue)] Stream stream)
    {
        stream.Dispose();
        return true;
    }
}

sealed class LazyRegistry : Registry
{
    public override bool TryClose([EndsLifetime(When = EndsWhen.ReturnsFalse)] Stream stream) => // bug
        !base.TryClose(stream);
}
//// clean
class Registry
{
    public virtual bool TryClose([EndsLifetime(When = EndsWhen.ReturnsTrue)] Stream stream)
    {
        stream.Dispose();
        return true;
    }
}

sealed class LazyRegistry : Registry
{
    public override bool TryClose([EndsLifetime(When = EndsWhen.ReturnsTrue)] Stream stream) =>
        stream.CanRead && base.TryClose(stream);
}
//// pair override-lends-what-the-base-gives
//// bad
record Claim(long Index);

abstract class Claims
{
    [Acquires]
    public abstract Claim Take(long index);
}

sealed class SharedClaims : Claims
{
    private readonly Dictionary<long, Claim> _claims = [];

    [return: Borrowed] // bug
    public override Claim Take(long index) => _claims[index];
}
//// clean
record Claim(long Index);

abstract class Claims
{
    [return: Borrowed]
    public abstract Claim Peek(long index);
}

sealed class SharedClaims : Claims
{
    private readonly Dictionary<long, Claim> _claims = [];

    [return: Borrowed]
    public override Claim Peek(long index) => _claims[index];
}
//// pair override-gives-what-the-base-lends
//// bad
interface ITable<TKey>
    where TKey : notnull
{
    [Borrowed]
    object? Find(TKey key);
}

sealed class CopyingTable : ITable<string>
{
    [return: Acquires] // bug
    public object? Find(string key) => key.Length == 0 ? null : new MemoryStream();
}
//// clean
interface ITable<TKey>
    where TKey : notnull
{
    [Acquires]
    object? Find(TKey key);
}

sealed class CopyingTable : ITable<string>
{
    [return: Acquires]
    public object? Find(string key)
    {
        return key.Length == 0 ? null : new MemoryStream();
    }
}
//// pair implementation-ends-what-it-was-lent
//// bad
interface IVisit
{
    int Visit([Borrowed] IMemoryOwner<byte> owner);
}

readonly record struct Visitor(int Limit) : IVisit
{
    public int Visit([EndsLifetime] IMemoryOwner<byte> owner) // bug
    {
        int length = Math.Min(Limit, owner.Memory.Length);
        owner.Dispose();
        return length;
    }
}
//// clean
interface IVisit
{
    int Visit([EndsLifetime] IMemoryOwner<byte> owner);
}

readonly record struct Visitor(int Limit) : IVisit
{
    public int Visit([EndsLifetime] IMemoryOwner<byte> owner)
    {
        using (owner)
        {
            return Math.Min(Limit, owner.Memory.Length);
        }
    }
}
