using AopKit.Diagnostics;

namespace AopKit.Stress.Tests;

/// <summary>Sees nothing; a run overrides what it wants to see.</summary>
internal abstract class PageObserver : IPageObserver
{
    public virtual void Inserted(AddressSpace space, PageIndex index, long generation)
    {
    }

    public virtual void AttemptBegan(AddressSpace space, PageIndex index, long generation, ReleaseReason reason)
    {
    }

    public virtual void AttemptEnded(AddressSpace space, PageIndex index, long generation, AttemptEnd end)
    {
    }

    public virtual void Removed(AddressSpace space, PageIndex index, long generation, RemoveReason reason)
    {
    }

    public virtual void CallbackRan(CallbackKind kind, long elapsedTicks)
    {
    }

    public virtual void LookupStalled(AddressSpace space, PageIndex index, long elapsedTicks)
    {
    }
}
