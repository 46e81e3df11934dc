using AopKit.Testing;

namespace AopKit.Stress.Tests.Races;

/// <summary>A shrinker that must not be called once it has ended (E16), nor by two threads at once (E17).</summary>
internal sealed class RaceShrinker(RaceWorld world) : IShrinker
{
    private bool _isRunning;
    private bool _hasEnded;

    public void End()
    {
        world.Expect(!_isRunning, "E16: the registration has ended while a callback runs.");
        _hasEnded = true;
    }

    public long Count(in ShrinkContext context)
    {
        Run(nameof(Count));
#pragma warning disable AOP4003 // It owns nothing: what matters is when it is asked.
        return 200;
#pragma warning restore AOP4003
    }

    public ShrinkResult Scan(long objectCount, in ShrinkContext context)
    {
        Run(nameof(Scan));
        return ShrinkResult.Stop;
    }

    private void Run(string callback)
    {
        world.Expect(!_hasEnded, $"E16: {callback} runs after the registration has ended.");
        world.Expect(!_isRunning, $"E17: {callback} runs twice at once.");
        _isRunning = true;
        RaceExplorer.Point(this);
        _isRunning = false;
    }
}
