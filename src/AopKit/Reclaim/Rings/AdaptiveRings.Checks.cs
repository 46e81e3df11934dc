namespace AopKit.Reclaim.Rings;

/// <content>What must hold while nobody moves.</content>
internal sealed partial class AdaptiveRings<TPages>
{
    /// <summary>Walks the rings.</summary>
    /// <param name="seen">Counts how often each page was met.</param>
    /// <returns>What does not fit, or null.</returns>
    public string? FindFault(int[] seen)
    {
        int small = 0;
        int main = 0;
        int parked = 0;
        string? fault = null;
        foreach (int page in _small.Enumerate())
        {
            seen[page]++;
            small++;
            fault ??= Expect(page, RingPlace.Small, RingPlace.Small);
        }

        foreach (int page in _main.Enumerate())
        {
            seen[page]++;
            main++;
            fault ??= Expect(page, RingPlace.Main, RingPlace.Main);
        }

        foreach (int page in _parking.Enumerate())
        {
            seen[page]++;
            parked++;
            small += _pages.Place(page) == RingPlace.ParkedSmall ? 1 : 0;
            main += _pages.Place(page) == RingPlace.ParkedMain ? 1 : 0;
            fault ??= Expect(page, RingPlace.ParkedSmall, RingPlace.ParkedMain);
        }

        return fault
            ?? (small == SmallCount && main == MainCount && parked == _parking.Count
                ? null
                : $"The rings count {SmallCount} small, {MainCount} main and {_parking.Count} parked pages; a walk "
                    + $"finds {small}, {main} and {parked}.");
    }

    private string? Expect(int page, RingPlace one, RingPlace other)
    {
        RingPlace place = _pages.Place(page);
        return place == one || place == other
            ? null
            : $"Page {page} is in a ring as {one}, but its place says {place}.";
    }
}
