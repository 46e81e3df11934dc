using AopKit;

// AOP1010: between the pin and the lock a release callback may run, and the mark is then set on nothing.
sealed class Marks : IReleasePage<Marks.Mark>
{
    public ReleaseOutcome ReleasePage(LockedPage<Mark> page, in ReleaseContext context)
    {
        page.Detach();
        return ReleaseOutcome.Released;
    }

    public static void Set(AddressSpace<Mark> space, PageIndex index)
    {
        using PagePin<Mark> pin = space.Pin(index);
        pin.GetOrAttach(new Mark());
        using LockedPage<Mark> page = pin.Lock();
        page.Metadata!.IsSet = true;
    }

    public sealed class Mark
    {
        public bool IsSet { get; set; }
    }
}
