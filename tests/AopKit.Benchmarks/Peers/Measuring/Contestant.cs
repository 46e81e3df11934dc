using AopKit.Benchmarks.Peers.Machine;

namespace AopKit.Benchmarks.Peers.Measuring;

/// <summary>One side of a contest: does a number of operations when asked, as often as asked.</summary>
/// <param name="name">Name in the table.</param>
internal abstract class Contestant(string name)
{
    public string Name { get; } = name;

    /// <summary>How many threads do the operations together.</summary>
    public virtual int ThreadCount => 1;

    /// <summary>What has to be known beside the figure; asked for after the contest.</summary>
    public virtual string Note => "";

    /// <summary>Does operations and times them.</summary>
    /// <returns>Nanoseconds that they took together.</returns>
    public virtual double Measure(int operations)
    {
        ThreadClock clock = ThreadClock.Start();
        Run(operations);
        return clock.ReadNanoseconds();
    }

    /// <summary>Does operations.</summary>
    /// <returns>Something made of their results, so that none can be left out by the compiler.</returns>
    public abstract ulong Run(int operations);
}
