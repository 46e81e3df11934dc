namespace AopKit.Reclaim.Rings;

/// <summary>
/// A queue of pages, linked both ways through a number of its own that stands for its two ends: pushed at the head,
/// taken from the tail, or unlinked where a page happens to be.
/// </summary>
/// <typeparam name="TPages">Who keeps the links.</typeparam>
/// <param name="pages">Who keeps the links.</param>
/// <param name="end">The number that stands for the ends; no page has it.</param>
internal readonly struct PageRing<TPages>(TPages pages, int end)
    where TPages : struct, IRingPages
{
    public bool IsEmpty => pages.Previous(end) == end;

    /// <summary>The page that has been here longest.</summary>
    public int Tail => pages.Previous(end);

    /// <summary>Tells the processor that the page before the next one is going to be the oldest.</summary>
    public void PrefetchNext() => pages.Prefetch(pages.Previous(pages.Previous(pages.Previous(end))));

    public void Clear() => pages.Next(end) = pages.Previous(end) = end;

    public void PushHead(int page)
    {
        int head = pages.Next(end);
        pages.Next(page) = head;
        pages.Previous(page) = end;
        pages.Previous(head) = page;
        pages.Next(end) = page;
    }

    public int PopTail()
    {
        int tail = pages.Previous(end);
        Unlink(tail);
        return tail;
    }

    /// <summary>Takes a page out, from whichever ring it is in.</summary>
    public void Unlink(int page)
    {
        (int next, int previous) = (pages.Next(page), pages.Previous(page));
        pages.Next(previous) = next;
        pages.Previous(next) = previous;
    }

    /// <summary>Puts another page into a page's place.</summary>
    public void Replace(int page, int successor)
    {
        (int next, int previous) = (pages.Next(page), pages.Previous(page));
        pages.Next(successor) = next;
        pages.Previous(successor) = previous;
        pages.Next(previous) = successor;
        pages.Previous(next) = successor;
    }

    /// <summary>Takes over all pages of another ring, behind the own ones.</summary>
    public void TakeAll(PageRing<TPages> other)
    {
        if (other.IsEmpty)
        {
            return;
        }

        (int first, int last) = (other.First, other.Tail);
        int head = pages.Next(end);
        pages.Next(last) = head;
        pages.Previous(head) = last;
        pages.Next(end) = first;
        pages.Previous(first) = end;
        other.Clear();
    }

    /// <summary>All pages, youngest first. For checks of a quiet cache.</summary>
    public IEnumerable<int> Enumerate()
    {
        for (int page = First; page != end; page = pages.Next(page))
        {
            yield return page;
        }
    }

    private int First => pages.Next(end);
}
