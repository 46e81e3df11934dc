namespace AopKit.Diagnostics;

/// <summary>Where tests and the Lab look into the engine; empty in use.</summary>
internal sealed class Hooks
{
    /// <summary>Called at named points; a test parks the thread there.</summary>
    public Action<TestPoint, AddressSpace, PageIndex>? AtPoint { get; set; }

    /// <summary>Sees insertions, attempts and removals.</summary>
    public IPageObserver? Observer { get; set; }

    public void Reach(TestPoint point, AddressSpace space, long index) =>
        AtPoint?.Invoke(point, space, new PageIndex(index));
}
