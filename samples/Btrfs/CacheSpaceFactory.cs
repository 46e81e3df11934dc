namespace AopKit.Samples.Btrfs;

/// <summary>Makes the spaces in a page cache.</summary>
internal sealed class CacheSpaceFactory(PageCache cache) : ISpaceFactory
{
    public int PageSize => cache.PageSize;

    public AddressSpace<T> Create<T>(IAddressSpaceOperations<T> operations, AddressSpaceOptions options)
        where T : class => cache.CreateAddressSpace(operations, options);

    public IDisposable Register(IShrinker shrinker, ShrinkerOptions options) =>
        cache.RegisterShrinker(shrinker, options);
}
