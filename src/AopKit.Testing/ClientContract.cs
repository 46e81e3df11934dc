using System.Collections.Concurrent;
using AopKit.Testing.Contracts;

namespace AopKit.Testing;

/// <summary>
/// The client's half of the contract (C1 to C8) as a suite: inherit it, say how your address space is made, and run
/// <see cref="Cases"/> as rows of whatever test framework you use, or <see cref="CheckAll"/> as one test.
/// </summary>
/// <remarks>
/// Every case runs on a cache of its own with <see cref="Checks.Full"/>, so that what a callback must not do is seen;
/// it fails if a callback breaks a clause or throws, and if a page's content is not what it was.
/// </remarks>
/// <typeparam name="T">The client's metadata type.</typeparam>
public abstract class ClientContract<T>
    where T : class
{
    /// <summary>The protocols that the client can run under. Default: those that need no second interface.</summary>
    protected virtual IEnumerable<ReleaseProtocol> Protocols =>
        [ReleaseProtocol.Classic, ReleaseProtocol.Prechecked, ReleaseProtocol.Frozen];

    /// <summary>Whether the client writes pages. Default: no.</summary>
    protected virtual bool CanWrite => false;

    /// <summary>Budget of the cache that each case runs on, in bytes. Default: 4 MiB.</summary>
    protected virtual long BudgetBytes => 4 << 20;

    /// <summary>Page size in bytes. Default: 4096.</summary>
    protected virtual int PageSize => 4096;

    /// <summary>Makes the client's address space, on what it was given and as it is in use.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="protocol">The protocol to run under.</param>
    /// <returns>The space; the case disposes it.</returns>
    protected abstract AddressSpace<T> CreateSpace(PageCache cache, ReleaseProtocol protocol);

    /// <summary>Pages that can be filled: two or more.</summary>
    /// <param name="space">The space.</param>
    /// <returns>Their indexes.</returns>
    protected virtual IReadOnlyList<PageIndex> PagesOf(AddressSpace<T> space) => [new(0), new(1), new(2)];

    /// <summary>What the client does with a page that it has pinned, such as attaching metadata. Default: nothing.
    /// </summary>
    /// <param name="pin">The pin.</param>
    protected virtual void Use(PagePin<T> pin)
    {
    }

    /// <summary>Changes a page as the client would. Default: writes its first byte.</summary>
    /// <param name="space">The space.</param>
    /// <param name="page">The page.</param>
    /// <param name="value">The value.</param>
    protected virtual void Write(AddressSpace<T> space, PageIndex page, byte value)
    {
        using PagePin<T> pin = space.Pin(page);
        using PageWriter<T> writer = pin.BeginWrite();
        writer.Bytes[0] = value;
    }

    /// <summary>All checks under all protocols.</summary>
    /// <returns>The cases; each can be run on its own, in any order.</returns>
    public IEnumerable<ContractCase> Cases()
    {
        foreach (ReleaseProtocol protocol in Protocols)
        {
            yield return Case("FilledAgain_IsTheSame", protocol, ClientChecks.FilledAgainIsTheSame);
            yield return Case("EveryDoor_IsPassedWithoutABreach", protocol, ClientChecks.EveryDoor);
            yield return Case("ReclaimedUnderPressure_KeepsContent", protocol, ClientChecks.Pressure);
            yield return Case("AskedUnderAPin_StaysWhole", protocol, ClientChecks.AskedUnderAPin);
            yield return Case("DroppedAndFilledAgain_IsTheSame", protocol, ClientChecks.UsedAgain);
            if (CanWrite)
            {
                yield return Case("Written_IsReadBack", protocol, ClientChecks.WrittenIsReadBack);
            }

            if (RaceExplorer.IsAvailable)
            {
                yield return new ContractCase(
                    $"LookupAgainstEvict_InEveryInterleaving ({protocol})", () => ExploreLookupAgainstEvict(protocol));
            }
        }
    }

    /// <summary>Runs all cases; throws what the first that fails throws.</summary>
    public void CheckAll()
    {
        foreach (ContractCase entry in Cases())
        {
            entry.Run();
        }
    }

    internal ClientRun<T> Begin(ReleaseProtocol protocol)
    {
        var cache = new PageCache(new PageCacheOptions
        {
            BudgetBytes = BudgetBytes, PageSize = PageSize, Checks = Checks.Full,
        });
        var failures = new ConcurrentQueue<CallbackFailure>();
        cache.CallbackFailed += failures.Enqueue;
        AddressSpace<T> space = CreateSpace(cache, protocol);
        return new ClientRun<T>(cache, space, PagesOf(space), failures, Use, Write);
    }

    private ContractCase Case(string name, ReleaseProtocol protocol, Action<ClientRun<T>> check) =>
        new($"{name} ({protocol})", () =>
        {
            using ClientRun<T> run = Begin(protocol);
            check(run);
            run.End();
        });

    private void ExploreLookupAgainstEvict(ReleaseProtocol protocol) => RaceExplorer.Explore(
        () =>
        {
            ClientRun<T> run = Begin(protocol);
            run.Remember(run.Pages[0]);
            return run;
        },
        run => run.End(),
        new RaceBound { Preemptions = 1 },
        new RaceThread<ClientRun<T>>("lookup", run => run.Compare(run.Pages[0])),
        new RaceThread<ClientRun<T>>("evict", run => run.Space.TryEvict(run.Pages[0]))).ThrowUnlessProven();
}
