using AopKit;
using AopKit.Lifetimes;

namespace AopKit.Package.Tests.Consumers;

/// <summary>A client that keeps to the contract: its build says nothing.</summary>
internal static class Program
{
    private static void Main()
    {
        var removed = new RemovedPage<TreeNode>(null, new PageIndex(0), 1, new byte[4096], new TreeNode());
        new TreeOperations().OnRemove(removed, RemoveReason.Reclaimed);
    }

    internal static int FirstByte(AddressSpace<TreeNode> tree)
    {
        using PagePin<TreeNode> page = tree.Pin(new PageIndex(0));
        return page.Bytes[0];
    }
}

[Lifetime(EndsAt = LifetimeEnd.OnRemove)]
internal sealed class TreeNode
{
    public bool InUse { get; set; }
}

internal sealed class TreeOperations : IAddressSpaceOperations<TreeNode>, IReleasePage<TreeNode>, IOnRemove<TreeNode>
{
    public void ReadPage(FillPage<TreeNode> page) => page.Bytes.Clear();

    public ReleaseOutcome ReleasePage(LockedPage<TreeNode> page, in ReleaseContext context) =>
        page.Metadata is { InUse: true } ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;

    public void OnRemove(in RemovedPage<TreeNode> page, RemoveReason reason)
    {
        if (page.Metadata is { } node)
        {
            node.InUse = false;
        }
    }
}
