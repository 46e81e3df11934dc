using AopKit.Diagnostics;
using AopKit.Residency;

namespace AopKit;

/// <content>What the engine knows, in readable text, for debugging. The form may change in any version.</content>
public sealed partial class PageCache
{
    /// <summary>Tells what the engine knows of one page, whether it is in the cache or not.</summary>
    /// <param name="space">An address space of this cache.</param>
    /// <param name="index">The page.</param>
    /// <returns>Some lines: its slot, its state decoded, its tags, its metadata's type and charge.</returns>
    /// <exception cref="ArgumentException">The address space is none of this cache's.</exception>
    public string Describe(AddressSpace space, PageIndex index) =>
        new PageDescriber(_parts.Store).Describe(SpaceOf(space), index.Value);

    /// <summary>Tells what the engine knows of one address space.</summary>
    /// <param name="space">An address space of this cache.</param>
    /// <param name="maxPages">So many of its pages are told as well, a line each, in order. Default 0.</param>
    /// <exception cref="ArgumentException">The address space is none of this cache's.</exception>
    public string Describe(AddressSpace space, int maxPages = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxPages);
        return new SpaceDescriber(_parts.Store).Describe(SpaceOf(space), maxPages);
    }

    /// <summary>Writes what the engine knows of the cache and of each of its address spaces.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="maxPages">So many pages of each address space are told as well. Default 0.</param>
    public void Dump(TextWriter writer, int maxPages = 0)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfNegative(maxPages);
        new SpaceDescriber(_parts.Store).Dump(writer, maxPages);
    }

    private Space SpaceOf(AddressSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space is ISpaceOwner owner && owner.Store == _parts.Store
            ? owner.Space
            : throw new ArgumentException($"Address space '{space.Name}' is not of this cache.", nameof(space));
    }
}
