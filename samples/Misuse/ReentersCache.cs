using AopKit;

// AOP3003: looks the neighbour up while the cache is in the middle of taking this page away.
sealed class PeekingOperations : IOnRemove<object>
{
    private readonly byte[] _neighbour = new byte[4096];

    public void OnRemove(in RemovedPage<object> page, RemoveReason reason) =>
        page.Space.TryCopy(page.Index + 1, 0, _neighbour);
}
