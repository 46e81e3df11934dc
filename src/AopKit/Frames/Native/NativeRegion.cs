namespace AopKit.Frames.Native;

/// <summary>
/// A stretch of address space that is reserved at once and gets memory piece by piece. One class for each operating
/// system; nothing else calls it for memory.
/// </summary>
/// <remarks>
/// Once a piece was committed it can be read until <see cref="Free"/>, also after <see cref="GiveBack"/>: a reader
/// without a pin may be late, and must find some bytes there, whatever they are.
/// </remarks>
internal abstract unsafe class NativeRegion
{
    /// <summary>Regions begin at a multiple of this, and pieces are meant to be as large: a huge page.</summary>
    public const int ChunkBytes = 2 << 20;

    protected NativeRegion(long sizeBytes) => SizeBytes = sizeBytes;

    /// <summary>The first byte, at a multiple of <see cref="ChunkBytes"/>.</summary>
    public byte* Base { get; protected init; }

    public long SizeBytes { get; }

    /// <summary>Reserves address space.</summary>
    /// <param name="sizeBytes">How much.</param>
    /// <param name="hugePages">What the memory should lie in.</param>
    /// <exception cref="InsufficientMemoryException">The system refused.</exception>
    public static NativeRegion Reserve(long sizeBytes, HugePages hugePages) =>
        OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? new LinuxRegion(sizeBytes, hugePages)
        : OperatingSystem.IsWindows() ? new WindowsRegion(sizeBytes)
        : OperatingSystem.IsMacOS() ? new MacRegion(sizeBytes)
        : new PortableRegion(sizeBytes);

    /// <summary>
    /// What to ask for in a cache that needs so many bytes: one that is smaller than a huge page would take a whole one
    /// for each of its regions, and wait until the system has cleared them.
    /// </summary>
    public static HugePages Fitting(HugePages wanted, long neededBytes) =>
        wanted == HugePages.Advise && neededBytes < ChunkBytes ? HugePages.Default : wanted;

    /// <summary>Makes a piece readable and writable. It reads zero at first.</summary>
    /// <exception cref="InsufficientMemoryException">The system refused.</exception>
    public abstract void Commit(long offset, long lengthBytes);

    /// <summary>
    /// Lets the system take the memory of a committed piece. It stays readable; what it holds from now on is undefined.
    /// </summary>
    public abstract void GiveBack(long offset, long lengthBytes);

    /// <summary>A piece that was given back is about to be written again.</summary>
    public virtual void TakeBack(long offset, long lengthBytes)
    {
        // Most systems give the memory again when it is touched.
    }

    /// <summary>Ends the region. Nothing may look at it any more.</summary>
    public abstract void Free();

    protected static byte* Align(nint address) => (byte*)((address + ChunkBytes - 1) & ~((nint)ChunkBytes - 1));

    protected InsufficientMemoryException CannotReserve(int error) => new(
        $"The system refused to reserve {SizeBytes} bytes of address space for a page cache (error {error}). Reserved "
        + "is room for the largest budget, not memory: make BudgetBytes or MaxBudgetBytes smaller, run as a 64-bit "
        + "process, or raise the process's limit on address space (Linux: ulimit -v).");

    protected InsufficientMemoryException CannotCommit(long lengthBytes, int error) => new(
        $"The system refused {lengthBytes} bytes of memory for a page cache that may take up to {SizeBytes} (error "
        + $"{error}). The budget is more than the machine, the container or its overcommit rule has to give: make "
        + "BudgetBytes smaller, or Resize the cache.");
}
