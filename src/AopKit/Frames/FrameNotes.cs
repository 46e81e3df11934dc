namespace AopKit.Frames;

/// <summary>
/// What the engine seldom asks of a frame, beside the headers so that it takes no room in their cache lines: five bytes
/// for each frame.
/// </summary>
internal sealed unsafe class FrameNotes(int* words, byte* reasons)
{
    public const int BytesPerFrame = sizeof(int) + sizeof(byte);

    /// <summary>Bytes that the client declared for the metadata of the page in a frame. Page lock, or frozen.</summary>
    public ref int ChargeBytes(int frame) => ref words[frame];

    /// <summary>
    /// The next frame in a list of free ones. A frame that is in a list holds no page, and one that holds a page is in
    /// no list: both facts share a place.
    /// </summary>
    public ref int NextFree(int frame) => ref words[frame];

    /// <summary>Through which door the page leaves; set when it is unlinked.</summary>
    public RemoveReason RemoveReason(int frame) => (RemoveReason)reasons[frame];

    /// <inheritdoc cref="RemoveReason"/>
    public void SetRemoveReason(int frame, RemoveReason reason) => reasons[frame] = (byte)reason;
}
