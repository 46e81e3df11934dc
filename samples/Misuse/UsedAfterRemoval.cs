using AopKit;

// AOP1009: the page was dropped with all others, and a page that has left the cache cannot be written.
static class Reset
{
    public static void Write(AddressSpace<object> space, PageIndex index)
    {
        using PagePin<object> pin = space.Pin(index);
        space.Discard();
        using PageWriter<object> writer = pin.BeginWrite();
        writer.Bytes.Clear();
    }
}
