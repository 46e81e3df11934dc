using System.Collections.Concurrent;

namespace AopKit.Testing;

/// <summary>
/// Sets each beginning against its end: pages inserted against <c>OnRemove</c> (E1), metadata attached against the
/// place where it ended (C2). A client's callbacks tell it; it believes no counter of the engine's.
/// </summary>
/// <remarks>Safe on any thread. A page is known by its generation, which no other page of the same cache has.</remarks>
public sealed class LifetimeLedger
{
    private readonly ConcurrentDictionary<long, RemoveReason?> _pages = new();
    private readonly ConcurrentDictionary<(long Generation, object Metadata), string?> _metadata = new();
    private readonly ConcurrentQueue<string> _problems = new();

    /// <summary>Pages seen so far.</summary>
    public long InsertedCount => _pages.Count;

    /// <summary>Of them: those that have left.</summary>
    public long RemovedCount => _pages.Values.Count(reason => reason is not null);

    /// <summary>What did not fit so far: ended twice, ended without a beginning.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>A page was inserted: <c>ReadPage</c> was called for it, or <c>Replace</c> made it.</summary>
    /// <param name="generation">The page's generation.</param>
    public void Insert(long generation)
    {
        if (!_pages.TryAdd(generation, null))
        {
            _problems.Enqueue($"Page of generation {generation} was inserted twice.");
        }
    }

    /// <summary>
    /// A page's <c>OnRemove</c> runs. A page that was not seen before (a replacement is not) counts as inserted.
    /// </summary>
    /// <param name="generation">The page's generation.</param>
    /// <param name="reason">Through which door it left.</param>
    public void Remove(long generation, RemoveReason reason)
    {
        // One update decides, so that of two concurrent ends one is the second.
        bool isSecond = false;
        _pages.AddOrUpdate(generation, reason, (_, earlier) =>
        {
            isSecond = earlier is not null;
            return earlier ?? reason;
        });
        if (isSecond)
        {
            _problems.Enqueue($"E1: page of generation {generation} was removed twice, the second time as {reason}.");
        }
    }

    /// <summary>Metadata was attached to a page.</summary>
    /// <param name="generation">The page's generation.</param>
    /// <param name="metadata">The metadata.</param>
    public void Attach(long generation, object metadata)
    {
        if (!_metadata.TryAdd((generation, metadata), null))
        {
            _problems.Enqueue($"{metadata} was attached to the page of generation {generation} twice.");
        }
    }

    /// <summary>An attachment ended.</summary>
    /// <param name="generation">The page's generation.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="where">The callback or call that ended it.</param>
    public void End(long generation, object metadata, string where)
    {
        bool isSecond = false;
        string? first = null;
        _metadata.AddOrUpdate(
            (generation, metadata),
            _ =>
            {
                _problems.Enqueue($"{metadata} ended in {where}, but was never attached to generation {generation}.");
                return where;
            },
            (_, earlier) =>
            {
                (isSecond, first) = (earlier is not null, earlier);
                return earlier ?? where;
            });
        if (isSecond)
        {
            _problems.Enqueue($"{metadata} of generation {generation} ended twice: in {first}, then in {where}.");
        }
    }

    /// <summary>Says that everything must have ended by now.</summary>
    /// <exception cref="InvalidOperationException">Something ended twice, or never; the message lists it.</exception>
    public void ThrowIfUnbalanced()
    {
        const int Shown = 10;
        string[] all =
        [
            .. _problems,
            .. _pages.Where(page => page.Value is null).Select(
                page => $"E1: page of generation {page.Key} never left."),
            .. _metadata.Where(entry => entry.Value is null)
                .Select(entry => $"C2: {entry.Key.Metadata} of generation {entry.Key.Generation} never ended."),
        ];
        if (all.Length > 0)
        {
            throw new InvalidOperationException(
                $"{all.Length} lifetimes do not balance:\n" + string.Join('\n', all.Take(Shown)));
        }
    }
}
