namespace AopKit.Frames;

/// <summary>A list of free frames, last in first out, linked through their notes. The owner locks.</summary>
internal sealed class FrameList(FrameNotes notes)
{
    private const int None = -1;

    private int _head = None;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool TryPop(out int frame)
    {
        frame = _head;
        if (frame == None)
        {
            return false;
        }

        _head = notes.NextFree(frame);
        _count--;
        return true;
    }

    public void Push(int frame)
    {
        notes.NextFree(frame) = _head;
        _head = frame;
        _count++;
    }

    /// <summary>Moves the frames that a condition holds for into another list.</summary>
    /// <returns>How many.</returns>
    public int MoveTo(FrameList other, Predicate<int> condition)
    {
        int before = other.Count;
        int last = None;
        for (int frame = _head; frame != None;)
        {
            int next = notes.NextFree(frame);
            if (condition(frame))
            {
                Relink(last, next);
                _count--;
                other.Push(frame);
            }
            else
            {
                last = frame;
            }

            frame = next;
        }

        return other.Count - before;
    }

    public IEnumerable<int> Enumerate()
    {
        for (int frame = _head; frame != None; frame = notes.NextFree(frame))
        {
            yield return frame;
        }
    }

    private void Relink(int last, int next)
    {
        if (last == None)
        {
            _head = next;
        }
        else
        {
            notes.NextFree(last) = next;
        }
    }
}
