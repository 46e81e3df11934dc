using System.Runtime.CompilerServices;
using AopKit.Samples.Btrfs.Trees;
using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Btrfs.Placements.Operations;

/// <summary>
/// The callbacks of the tree space: a page is read, and that is all. What is known about blocks is kept elsewhere.
/// </summary>
internal class TreeOperations(TreeSource source, CallbackTrace trace) : IAddressSpaceOperations<TreeMetadata>
{
    protected CallbackTrace Trace { get; } = trace;

    public void ReadPage(FillPage<TreeMetadata> page)
    {
        Trace.Add(page.Space, page.Index, "");
        source.Read(page.Index, page.Bytes);
    }

    /// <summary>A release or prepare callback was entered.</summary>
    protected void Entered(
        IFactObserver observer,
        LockedPage<TreeMetadata> page,
        in ReleaseContext context,
        [CallerMemberName] string callback = "")
    {
        Trace.Add(page.Space, page.Index, Trace.Describe(context, page.Metadata), callback);
        observer.ReleaseCallbackRan(FactKey.OfPage(page.Space, page.Index, page.Generation));
    }
}
