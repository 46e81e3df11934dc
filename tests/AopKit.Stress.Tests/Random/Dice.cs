namespace AopKit.Stress.Tests.Random;

/// <summary>
/// Decisions that depend on nothing but the seed, the operation and the question: the engine's client and the model's
/// get the same answers, however often and in whatever order they ask.
/// </summary>
internal sealed class Dice(long seed)
{
    /// <summary>The number of the operation under way; part of every answer.</summary>
    public long Operation { get; set; }

    /// <summary>A number from 0 to <paramref name="sides"/> - 1.</summary>
    public int Roll(string question, long about, int sides)
    {
        ulong state = 0xCBF29CE484222325;
        foreach (char letter in question)
        {
            state = (state ^ letter) * 0x100000001B3;
        }

        state = Mix(state ^ (ulong)seed);
        state = Mix(state ^ (ulong)Operation);
        return (int)(Mix(state ^ (ulong)about) % (ulong)sides);
    }

    public bool Hits(string question, long about, int oneIn) => Roll(question, about, oneIn) == 0;

    /// <summary>The finish of splitmix64.</summary>
    private static ulong Mix(ulong state)
    {
        ulong mixed = state + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
