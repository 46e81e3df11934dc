using AopKit.Samples.Btrfs;
using AopKit.Testing;

namespace AopKit.Samples.Tests.Btrfs;

/// <summary>
/// Makes spaces of the contract's plain model, on one thread and without a budget of its own: a test says what goes.
/// </summary>
internal sealed class ModelSpaces(int pageSize) : ISpaceFactory
{
    private readonly List<Action> _checks = [];

    public int PageSize => pageSize;

    /// <summary>The shrinker that was registered last.</summary>
    public IShrinker? Shrinker { get; private set; }

    public AddressSpace<T> Create<T>(IAddressSpaceOperations<T> operations, AddressSpaceOptions options)
        where T : class
    {
        var space = new ModelAddressSpace<T>(operations, options, pageSize);
        _checks.Add(() => Assert.Empty(space.Failures));
        return space;
    }

    public IDisposable Register(IShrinker shrinker, ShrinkerOptions options)
    {
        Shrinker = shrinker;
        return new Registration(this);
    }

    /// <summary>Fails if any callback threw or broke the contract.</summary>
    public void AssertContractKept() => _checks.ForEach(static check => check());

    private sealed class Registration(ModelSpaces owner) : IDisposable
    {
        public void Dispose() => owner.Shrinker = null;
    }
}
