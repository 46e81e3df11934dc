using System.Threading;
using AopKit;

// AOP3001: whoever ended the last pin waits for the semaphore, and so may its holder.
sealed class WaitingOperations(SemaphoreSlim gate) : IOnRemove<object>
{
    public void OnRemove(in RemovedPage<object> page, RemoveReason reason)
    {
        gate.Wait();
        gate.Release();
    }
}
