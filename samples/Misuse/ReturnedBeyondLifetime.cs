using AopKit;

// AOP1006: the pin ends with the method, and with it the right to the metadata.
sealed class Finder(AddressSpace<object> space)
{
    public object? Find(PageIndex index)
    {
        using PagePin<object> pin = space.Pin(index);
        return pin.Metadata;
    }
}
