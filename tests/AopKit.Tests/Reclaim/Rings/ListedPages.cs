using AopKit.Reclaim.Rings;

namespace AopKit.Tests.Reclaim.Rings;

/// <summary>Pages in arrays, of which a test says which are held.</summary>
internal readonly struct ListedPages(int count) : IRingPages
{
    private readonly int[] _next = new int[count + AdaptiveRings<ListedPages>.EndCount];
    private readonly int[] _previous = new int[count + AdaptiveRings<ListedPages>.EndCount];
    private readonly uint[] _stamps = new uint[count];
    private readonly RingPlace[] _places = new RingPlace[count];
    private readonly int[] _frequencies = new int[count];
    private readonly bool[] _held = new bool[count];

    public ref bool Held(int page) => ref _held[page];

    public ref int Next(int page) => ref _next[page];

    public ref int Previous(int page) => ref _previous[page];

    public ref uint Stamp(int page) => ref _stamps[page];

    public void Prefetch(int page)
    {
        // Nothing is far away.
    }

    public RingPlace Place(int page) => _places[page];

    public void SetPlace(int page, RingPlace place) => _places[page] = place;

    public int Frequency(int page) => _frequencies[page];

    public void SetFrequency(int page, int frequency) => _frequencies[page] = frequency;

    public bool IsHeld(int page) => _held[page];
}
