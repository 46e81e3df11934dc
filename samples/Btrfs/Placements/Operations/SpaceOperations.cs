using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements.Operations;

/// <summary>What is known lives as long as the address space, and ends when that is released.</summary>
internal sealed class SpaceOperations(TreeSource source, TableFacts facts, CallbackTrace trace)
    : TreeOperations(source, trace), IReleaseAddressSpace<TreeMetadata>
{
    public ReleaseOutcome Release(AddressSpace<TreeMetadata> space, ReleaseMode mode)
    {
        Trace.Add(space, null, $"{mode}");
        facts.EndAll(space, FactEnd.AddressSpaceReleased);
        return ReleaseOutcome.Released;
    }
}
