using AopKit.Samples.Lab.Clients;

namespace AopKit.Samples.Lab.Workloads;

/// <summary>
/// The user of the marks. It walks the units in order and marks those that should be moved, and a given distance behind
/// comes the pass that moves them: every other unit is wanted soon, the others late. How many marks that pass still
/// finds is what the Lab is about.
/// </summary>
/// <param name="volume">The file system.</param>
/// <param name="soon">How many units lie between marking and use for the even units.</param>
/// <param name="late">How many for the odd ones; more.</param>
/// <param name="first">The unit to begin with.</param>
internal sealed class Defragmenter(ILabVolume volume, int soon, int late, int first)
{
    private int _walked;

    /// <summary>Walks the next unit, and uses up those whose time has come.</summary>
    public void Step()
    {
        volume.Walk(UnitAt(_walked));
        ConsumeIf(_walked - soon, isEven: true);
        ConsumeIf(_walked - late, isEven: false);
        _walked++;
    }

    /// <summary>A unit that was walked not long ago, chosen by <paramref name="random"/>.</summary>
    public int Outstanding(Random random)
    {
        int span = Math.Min(_walked, late);
        return UnitAt(_walked - 1 - (span > 0 ? random.Next(span) : 0));
    }

    private void ConsumeIf(int step, bool isEven)
    {
        if (step >= 0 && step % 2 == (isEven ? 0 : 1))
        {
            volume.Consume(UnitAt(step));
        }
    }

    private int UnitAt(int step) => (int)(((long)first + Math.Max(step, 0)) % volume.UnitCount);
}
