using AopKit.Benchmarks.Peers.Workloads;

namespace AopKit.Benchmarks.Peers.Caches;

/// <summary>A client that fills pages, and neither releases nor hears of a removal.</summary>
/// <param name="fill">How much of a page it writes.</param>
/// <param name="attaches">Whether it attaches metadata, so that a client with callbacks would be asked (E5).</param>
internal class PlainClient(FillKind fill, bool attaches = false) : IAddressSpaceOperations<Note>
{
    public void ReadPage(FillPage<Note> page)
    {
        if (fill == FillKind.Whole)
        {
            PageContent.Fill(page.Bytes, page.Index.Value);
        }
        else
        {
            PageContent.Stamp(page.Bytes, page.Index.Value);
        }

        if (attaches)
        {
            page.Attach(Note.Shared);
        }
    }
}
