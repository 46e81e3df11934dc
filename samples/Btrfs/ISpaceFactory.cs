namespace AopKit.Samples.Btrfs;

/// <summary>Where address spaces come from: a page cache, or in a test the contract's plain model.</summary>
internal interface ISpaceFactory
{
    /// <summary>The page size of all of them.</summary>
    int PageSize { get; }

    AddressSpace<T> Create<T>(IAddressSpaceOperations<T> operations, AddressSpaceOptions options)
        where T : class;

    /// <summary>Has a shrinker asked under memory pressure until the registration is disposed.</summary>
    IDisposable Register(IShrinker shrinker, ShrinkerOptions options);
}
