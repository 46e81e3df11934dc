using AopKit;

// AOP2001: the second end takes a pin away from somebody else.
sealed class Eager(AddressSpace<object> space)
{
    public int Read(PageIndex index)
    {
        using PagePin<object> pin = space.Pin(index);
        int first = pin.Bytes[0];
        pin.Dispose();
        return first;
    }
}
