namespace AopKit.Samples.Lab.Ledger;

/// <summary>
/// The count of one kind of fact (metadata, or marks): how many are alive, and the fate of each that is not. After
/// <see cref="Seal"/> only the living are counted down, as what a teardown ends was pending.
/// </summary>
internal sealed class FateBook
{
    private readonly long[] _fates = new long[Enum.GetValues<Fate>().Length];
    private long _set;
    private long _pending;
    private bool _isSealed;

    /// <summary>Facts that exist now, also those whose fate an attempt has still to decide.</summary>
    public long Alive { get; private set; }

    public void Begin()
    {
        Alive++;
        if (!_isSealed)
        {
            _set++;
        }
    }

    public void End(Fate fate)
    {
        Alive--;
        if (!_isSealed)
        {
            _fates[(int)fate]++;
        }
    }

    /// <summary>The operations are done: whatever is alive is pending.</summary>
    public void Seal()
    {
        _pending = Alive;
        _isSealed = true;
    }

    public FateCounts Counts() => new()
    {
        Set = _set,
        Survived = _fates[(int)Fate.Survived],
        LostWhilePageStayed = _fates[(int)Fate.LostWhilePageStayed],
        LostWithPage = _fates[(int)Fate.LostWithPage],
        LostWithAddressSpace = _fates[(int)Fate.LostWithAddressSpace],
        Shrunk = _fates[(int)Fate.Shrunk],
        Dropped = _fates[(int)Fate.Dropped],
        Pending = _pending,
    };
}
