using AopKit.Lifetimes;

namespace AopKit.Samples.Lab.Clients;

/// <summary>A pin that is held for many operations.</summary>
internal sealed class HeldPage<T> : IDisposable
    where T : class
{
    [Owned]
    private readonly PageLease<T> _lease;

    /// <summary>Pins a page of <paramref name="space"/>, filling it if need be.</summary>
    public HeldPage(AddressSpace<T> space, PageIndex index) =>
        _lease = space.PinAsync(index).AsTask().GetAwaiter().GetResult();

    public void Dispose() => _lease.Dispose();
}
