namespace AopKit.Frames.Native;

/// <summary>macOS: its own advice for memory that is given back, and again when it is taken back.</summary>
/// <remarks>
/// Written from the manual pages and the headers (sys/mman.h); the project's own tests run on Linux.
/// </remarks>
internal sealed class MacRegion(long sizeBytes) : PosixRegion(sizeBytes, MapPrivateAnonymousNoReserve)
{
    private const int MapPrivateAnonymousNoReserve = 0x0002 | 0x1000 | 0x0040;
    private const int AdviceFreeReusable = 7;
    private const int AdviceFreeReuse = 8;

    public override void GiveBack(long offset, long lengthBytes) => Advise(offset, lengthBytes, AdviceFreeReusable);

    public override void TakeBack(long offset, long lengthBytes) => Advise(offset, lengthBytes, AdviceFreeReuse);
}
