using AopKit;
using AopKit.Lifetimes;

// AOP1008: after the pages are gone, the place that was looked up for one of them says nothing.
static class Layout
{
    [return: Mapping(nameof(space))]
    public static long Find(AddressSpace space, PageIndex index) => index.Value * space.PageSize;

    public static long Rebuild(AddressSpace space, PageIndex index)
    {
        long offset = Find(space, index);
        space.Discard();
        return offset + space.PageSize;
    }
}
