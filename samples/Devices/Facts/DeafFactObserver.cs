namespace AopKit.Samples.Devices.Facts;

/// <summary>For a client that nobody watches.</summary>
internal sealed class DeafFactObserver : IFactObserver
{
    public void Attached(FactKey key, long bytes)
    {
    }

    public void Ended(FactKey key, FactEnd end)
    {
    }

    public void Marked(FactKey key, long block)
    {
    }

    public void Unmarked(FactKey key, long block, FactEnd end)
    {
    }

    public void RemoveCallbackRan(FactKey key)
    {
    }

    public void MappingFound(bool afterReturn)
    {
    }
}
