using AopKit.Reclaim.Rings;

namespace AopKit.Reclaim.Sampling;

/// <summary>
/// Which mode has the fewest misses of late. Once in as many sampled misses as a miniature cache has pages it looks
/// whether another mode is better by more than chance and than the change would cost.
/// </summary>
internal sealed class ModeChooser(int epochMisses)
{
    /// <summary>What an older epoch's misses still count.</summary>
    private const float Fading = 0.75f;

    /// <summary>How many standard deviations of a count make a difference.</summary>
    private const float Deviations = 2;

    /// <summary>The share of its misses that a mode has to lose to another.</summary>
    private const float LeastGain = 0.03f;

    /// <summary>The same towards Clock, which mixes up what the other modes protect and cannot give it back.</summary>
    private const float LeastGainOfClock = 0.20f;

    private readonly float[] _misses = new float[RingModes.Count];
    private int _missesInEpoch;

    public RingMode Mode { get; set; } = RingMode.Lirs;

    /// <summary>A mode's miniature cache has missed.</summary>
    public void Count(RingMode mode) => _misses[(int)mode]++;

    /// <summary>After an access that some cache missed: changes the mode if another is better.</summary>
    public void Decide()
    {
        if (++_missesInEpoch < epochMisses)
        {
            return;
        }

        _missesInEpoch = 0;

        // Of two that are as good, the one that is closer to least recently used is the safer.
        int best = Array.LastIndexOf(_misses, _misses.Min());
        float gain = _misses[(int)Mode] - _misses[best];
        float leastGain = (RingMode)best == RingMode.Clock ? LeastGainOfClock : LeastGain;
        if (best != (int)Mode && gain > Deviations * MathF.Sqrt(_misses[best] + 1)
            && gain > leastGain * _misses[(int)Mode])
        {
            Mode = (RingMode)best;
        }

        for (int mode = 0; mode < RingModes.Count; mode++)
        {
            _misses[mode] *= Fading;
        }
    }
}
