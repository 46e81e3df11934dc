namespace AopKit.Frames;

/// <summary>Frames that became free one after the other, to be given back together. One thread's.</summary>
internal sealed class FrameBatch
{
    /// <summary>How many one batch holds at the most: so many others cannot have meanwhile.</summary>
    public const int MaxCount = 16;

    private readonly int[] _frames = new int[MaxCount];
    private int _count;

    public bool IsFull => _count == MaxCount;

    /// <summary>Keeps a frame. The batch is not full.</summary>
    public void Add(int frame) => _frames[_count++] = frame;

    /// <summary>Gives all back.</summary>
    public void ReturnTo(FreeFrames free)
    {
        if (_count > 0)
        {
            free.Return(_frames.AsSpan(0, _count));
            _count = 0;
        }
    }
}
