using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AopKit.Frames;

/// <summary>
/// The places of the pages' metadata: one object reference for each frame, in segments that are made when a page that
/// can have metadata first comes into one of their frames.
/// </summary>
internal sealed class MetadataTable(int capacity)
{
    public const int BytesPerFrame = sizeof(long);

    private const int SegmentShift = 12;
    private const int SegmentMask = (1 << SegmentShift) - 1;

    /// <summary>Lent for frames whose page cannot have metadata; nobody writes anything but null to it.</summary>
    private static object? s_none;

    private readonly object?[]?[] _segments = new object?[]?[((capacity - 1) >> SegmentShift) + 1];

    /// <summary>
    /// The place of the metadata of the page in a frame. Written under the page lock only, read at any time. Of a page
    /// that cannot have metadata it reads null.
    /// </summary>
    public ref object? Place(int frame)
    {
        // Without the tests of an array: an element by reference is a call that compares types, and these can only be
        // what they are declared as.
        Debug.Assert((uint)frame < (uint)capacity, "Frames are below the capacity.");
        object?[]? segment = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_segments), frame >> SegmentShift);
        if (segment is null)
        {
            return ref s_none;
        }

        Debug.Assert((frame & SegmentMask) < segment.Length, "A segment has a place for each of its frames.");
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(segment), frame & SegmentMask);
    }

    public bool HasPlace(int frame) => _segments[frame >> SegmentShift] is not null;

    /// <summary>Makes the segment of a frame that nobody can find yet.</summary>
    public void MakePlace(int frame)
    {
        ref object?[]? segment = ref _segments[frame >> SegmentShift];
        if (segment is null)
        {
            // A small cache has one short segment.
            int length = Math.Min(1 << SegmentShift, capacity - (frame & ~SegmentMask));
            Interlocked.CompareExchange(ref segment, new object?[length], null);
        }
    }

    /// <summary>Empties the place of a frame whose page has ended.</summary>
    public void Clear(int frame)
    {
        ref object? place = ref Place(frame);
        if (place is not null)
        {
            place = null;
        }
    }
}
