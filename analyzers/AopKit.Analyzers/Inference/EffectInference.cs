using AopKit.Analyzers.CallbackEffects;
using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Inference;

/// <summary>Reads from a body which effects a call of it may have, for callers that cannot look into it.</summary>
internal static class EffectInference
{
    private static readonly Effects[] s_told =
        [Effects.Blocks, Effects.EntersReclaim, Effects.ReentersCache, Effects.EntersFileSystem];

    public static InferredContract? Of(
        IMethodSymbol method, IOperation body, LifetimeEngine engine, CancellationToken cancellation)
    {
        if (engine.Contracts.Of(method) is not { Effects: Effects.None, Callback: null })
        {
            return null;
        }

        Effects[] found = [.. s_told.Where(effect => Has(body, effect, engine, cancellation))];

        // That a call may wait is true of half of the world; it is worth a contract where the cache is entered as well.
        if (found.All(effect => effect == Effects.Blocks))
        {
            return null;
        }

        string flags = string.Join(" | ", found.Select(effect => $"Effects.{effect}"));
        return new(method, IsOfResult: false, $"Effect({flags})", "has effects that its callers may have to avoid");
    }

    private static bool Has(IOperation body, Effects effect, LifetimeEngine engine, CancellationToken cancellation)
    {
        EffectSearch search = new(engine, effect, guard: null, guardMovesOn: false, cancellation);
        return HeldLocks.Run(body).Any(operation => search.CauseOf(operation) is not null);
    }
}
