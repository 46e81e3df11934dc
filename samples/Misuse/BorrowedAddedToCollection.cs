using System.Collections.Generic;
using AopKit;

// AOP1003: the list outlives the pages whose metadata it collects.
sealed class Survey
{
    private readonly List<object> _found = [];

    public int Count => _found.Count;

    public void Visit(LockedPage<object> page)
    {
        if (page.Metadata is { } metadata)
        {
            _found.Add(metadata);
        }
    }
}
