using AopKit;

// AOP2003: an empty page is left pinned, and can never be reclaimed.
sealed class Leaf(AddressSpace<object> space)
{
    public bool IsLeaf(PageIndex index)
    {
        PagePin<object> pin = space.Pin(index);
        if (pin.Bytes.IsEmpty)
        {
            return false;
        }

        bool isLeaf = pin.Bytes[0] == 0;
        pin.Dispose();
        return isLeaf;
    }
}
