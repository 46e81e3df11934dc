using AopKit;
using AopKit.Lifetimes;

namespace AopKit.Package.Tests.Consumers;

/// <summary>A client that breaks the contract once per announced line.</summary>
internal static class Program
{
    private static void Main()
    {
        var removed = new RemovedPage<TreeNode>(null, new PageIndex(0), 1, new byte[4096], new TreeNode());
        new TreeOperations().OnRemove(removed, RemoveReason.Reclaimed);
    }

    internal static int FirstByte(AddressSpace<TreeNode> tree)
    {
        PagePin<TreeNode> page = tree.Pin(new PageIndex(0)); // AOP2003
        return page.Bytes[0];
    }
}

internal sealed class TreeNode
{
    public bool InUse { get; set; }
}

internal sealed class TreeOperations : IAddressSpaceOperations<TreeNode>, IReleasePage<TreeNode>, IOnRemove<TreeNode>
{
    private readonly ManualResetEventSlim _written = new();
    private TreeNode? _last;

    public void ReadPage(FillPage<TreeNode> page) => page.Bytes.Clear();

    public ReleaseOutcome ReleasePage(LockedPage<TreeNode> page, in ReleaseContext context)
    {
        _last = page.Metadata; // AOP1002
        return ReleaseOutcome.Released; // AOP4001
    }

    public void OnRemove(in RemovedPage<TreeNode> page, RemoveReason reason)
    {
        _written.Wait(); // AOP3001
        Console.WriteLine(_last?.InUse);
    }
}
