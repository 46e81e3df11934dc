namespace AopKit.Samples.Lab.Workloads;

/// <summary>What a workload does besides reading and walking. Disposing it gives back what it holds.</summary>
internal interface IDisturbance : IDisposable
{
    /// <summary>Called before each operation of the main thread.</summary>
    /// <param name="operation">Its number, from 0.</param>
    /// <param name="defragmenter">Knows which units carry marks.</param>
    /// <param name="random">The main thread's.</param>
    void Before(int operation, Defragmenter defragmenter, Random random);
}
