//// pair remembered-as-nothing
//// bad
sealed class Proof
{
    public bool IsOpen;
}

sealed class Proofs : IReleasePage<Proof>
{
    private Proof? _open;

    public ReleaseOutcome ReleasePage(LockedPage<Proof> page, in ReleaseContext context)
    {
        Proof? proof = page.Detach();
        if (proof is null || !proof.IsOpen)
        {
            return ReleaseOutcome.Released;
        }

        _open = proof;
        return ReleaseOutcome.Kept; // bug
    }

    public bool AnyOpen => _open is not null;
}
//// clean
sealed class Proof
{
    public bool IsOpen;
}

sealed class Proofs : IReleasePage<Proof>
{
    private Proof? _open;

    public ReleaseOutcome ReleasePage(LockedPage<Proof> page, in ReleaseContext context)
    {
        Proof? proof = page.Detach();
        if (proof is null)
        {
            return ReleaseOutcome.Kept;
        }

        _open = proof.IsOpen ? proof : _open;
        return ReleaseOutcome.Released;
    }

    public bool AnyOpen => _open is not null;
}
//// pair put-back-by-a-helper
//// bad
sealed class Sketch
{
    public int Strokes;
}

sealed class Sketches : IReleasePage<Sketch>
{
    private Sketch? _spare;

    public ReleaseOutcome ReleasePage(LockedPage<Sketch> page, in ReleaseContext context)
    {
        Sketch? sketch = page.Detach();
        if (sketch is { Strokes: > 100 })
        {
            PutBack(sketch);
            return ReleaseOutcome.Kept; // bug
        }

        return ReleaseOutcome.Released;
    }

    private void PutBack(Sketch sketch) => _spare = sketch;

    public int Spare => _spare?.Strokes ?? 0;
}
//// clean
sealed class Sketch
{
    public int Strokes;
}

sealed class Sketches : IReleasePage<Sketch>
{
    private int _kept;

    public ReleaseOutcome ReleasePage(LockedPage<Sketch> page, in ReleaseContext context)
    {
        Sketch? sketch = page.Detach();
        if (sketch is { Strokes: > 100 })
        {
            PutBack(page, sketch);
            return ReleaseOutcome.Kept;
        }

        return ReleaseOutcome.Released;
    }

    private void PutBack(LockedPage<Sketch> page, Sketch sketch)
    {
        page.Attach(sketch);
        _kept += sketch.Strokes;
    }
}
