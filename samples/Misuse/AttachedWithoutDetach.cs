using System;
using AopKit;

// AOP2002: nobody disposes the handle when reclaim takes the page.
sealed class Handle : IDisposable
{
    public void Dispose()
    {
    }
}

sealed class HandleOperations : IAddressSpaceOperations<Handle>
{
    public void ReadPage(FillPage<Handle> page) => page.Attach(new Handle());
}
