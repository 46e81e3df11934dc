using AopKit.Reclaim.Rings;

namespace AopKit.Reclaim.Sampling;

/// <summary>The entries of a table as pages of one miniature cache. Nothing is ever held there.</summary>
internal readonly struct MiniaturePages(MiniatureTable table, int cache) : IRingPages
{
    public ref int Next(int page) => ref table.Ring(cache, page).Next;

    public ref int Previous(int page) => ref table.Ring(cache, page).Previous;

    public ref uint Stamp(int page) => ref table.Ring(cache, page).Stamp;

    public void Prefetch(int page)
    {
        // A miniature cache is small enough.
    }

    public RingPlace Place(int page) => table.Place(page, cache);

    public void SetPlace(int page, RingPlace place) => table.SetPlace(page, cache, place);

    public int Frequency(int page) => MiniatureTable.Frequency(table.Word(page), cache);

    public void SetFrequency(int page, int frequency) => table.SetFrequency(page, cache, frequency);

    public bool IsHeld(int page) => false;
}
