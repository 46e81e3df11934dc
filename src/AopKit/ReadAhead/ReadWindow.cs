namespace AopKit.ReadAhead;

/// <summary>Pages to read ahead: so many, from one on, at a distance.</summary>
internal readonly record struct ReadWindow(long First, int Count, long Stride)
{
    /// <summary>The window without the pages below the first of the space, or from an end on.</summary>
    public ReadWindow Clip(long end)
    {
        if (First < 0 || First >= end)
        {
            return this with { Count = 0 };
        }

        long fitting = Stride > 0 ? ((end - 1 - First) / Stride) + 1 : (First / -Stride) + 1;
        return this with { Count = (int)Math.Min(Count, fitting) };
    }
}
