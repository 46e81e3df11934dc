using System.Runtime.InteropServices;

namespace AopKit.Frames.Native;

/// <summary>
/// Any other system: one allocation, which most systems back with memory only where it is touched. Gives nothing back.
/// </summary>
internal sealed unsafe class PortableRegion : NativeRegion
{
    private readonly void* _allocation;

    public PortableRegion(long sizeBytes)
        : base(sizeBytes)
    {
        try
        {
            _allocation = NativeMemory.AllocZeroed((nuint)sizeBytes + ChunkBytes);
        }
        catch (OutOfMemoryException)
        {
            throw CannotReserve(error: 0);
        }

        Base = Align((nint)_allocation);
    }

    public override void Commit(long offset, long lengthBytes)
    {
        // All of it is there from the start.
    }

    public override void GiveBack(long offset, long lengthBytes)
    {
        // There is no portable way.
    }

    public override void Free() => NativeMemory.Free(_allocation);
}
