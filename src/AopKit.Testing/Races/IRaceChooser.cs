namespace AopKit.Testing.Races;

/// <summary>Chooses which thread goes on.</summary>
internal interface IRaceChooser
{
    /// <summary>Interruptions that the schedule may have.</summary>
    int Preemptions { get; }

    /// <summary>Chooses one of the threads that can go on.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="threads">At least two of them; the first is the plain choice.</param>
    int Choose(int step, ReadOnlySpan<int> threads);
}
