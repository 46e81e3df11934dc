namespace AopKit.Stress.Tests.Storm;

/// <summary>Each storm thread's own random numbers; other threads that run callbacks get some too.</summary>
internal static class StormDice
{
    [ThreadStatic]
    private static System.Random? t_random;

    public static void Seed(int seed) => t_random = new System.Random(seed);

    public static bool OneIn(int sides) => Roll(sides) == 0;

    public static int Roll(int sides) =>
        (t_random ??= new System.Random(Environment.CurrentManagedThreadId)).Next(sides);
}
