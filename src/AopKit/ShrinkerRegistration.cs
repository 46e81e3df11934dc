using AopKit.Lifetimes;
using AopKit.Pressure;
using AopKit.Reclaim;

namespace AopKit;

/// <summary>
/// A shrinker's place in a cache, from <see cref="PageCache.RegisterShrinker"/> until <see cref="Dispose"/>. Safe on
/// any thread.
/// </summary>
public sealed class ShrinkerRegistration : IDisposable
{
    private readonly ShrinkerSet _set;
    private readonly ShrinkerEntry _entry;
    private readonly FrameSupply _supply;
    private int _isDisposed;

    internal ShrinkerRegistration(ShrinkerSet set, ShrinkerEntry entry, FrameSupply supply) =>
        (_set, _entry, _supply) = (set, entry, supply);

    /// <summary>Bytes that are declared now for what the shrinker can free.</summary>
    public long ChargedBytes => Volatile.Read(ref _entry.ChargedBytes);

    /// <summary>
    /// Declares bytes of metadata that is kept outside pages: they count against the cache's budget (E14). Do not hold
    /// a lock that <see cref="IShrinker.Scan"/> needs: a charge may start reclaim.
    /// </summary>
    /// <param name="bytes">Bytes more than were declared; 0 or more.</param>
    /// <exception cref="BudgetExceededException">They do not fit into the budget; nothing has changed.</exception>
    [Effect(Effects.Blocks | Effects.EntersReclaim)]
    public void Charge(long bytes)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        _supply.Charge(bytes);
        Interlocked.Add(ref _entry.ChargedBytes, bytes);
    }

    /// <summary>
    /// Gives declared bytes back. Never waits: it may be called in <see cref="IShrinker.Scan"/> and in every other
    /// callback.
    /// </summary>
    /// <param name="bytes">Bytes fewer than were declared; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">More is given back than is declared.</exception>
    public void Refund(long bytes)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (Interlocked.Add(ref _entry.ChargedBytes, -bytes) < 0)
        {
            Interlocked.Add(ref _entry.ChargedBytes, bytes);
            throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "More is given back than is declared.");
        }

        _supply.Charge(-bytes);
    }

    /// <summary>
    /// Ends the registration: returns only when no <c>Count</c> or <c>Scan</c> of the shrinker runs or will run (E16),
    /// and gives back what is still declared.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was called from inside the shrinker's own callback.</exception>
    [Effect(Effects.Blocks)]
    public void Dispose()
    {
        if (Volatile.Read(ref _isDisposed) != 0)
        {
            return;
        }

        _set.Remove(_entry);
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _supply.Charge(-Interlocked.Exchange(ref _entry.ChargedBytes, 0));
        }
    }
}
