using AopKit;

// AOP1002: the metadata may be detached as soon as the page is unlocked; the field still shows it.
sealed class LastSeen
{
    private object? _last;

    public bool IsKnown => _last is not null;

    public void Note(LockedPage<object> page) => _last = page.Metadata;
}
