namespace AopKit.Stress.Tests.Races;

/// <summary>Metadata that knows whether its life has ended, and complains when it ends twice.</summary>
internal sealed class RaceMark(RaceWorld world)
{
    public bool HasEnded { get; private set; }

    public void End(string where)
    {
        world.Expect(!HasEnded, $"C2: metadata ends twice, the second time in {where}.");
        HasEnded = true;
    }
}
