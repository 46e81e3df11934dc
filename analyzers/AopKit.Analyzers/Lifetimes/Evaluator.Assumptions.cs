using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace AopKit.Analyzers.Lifetimes;

/// <content>What the author vouches for.</content>
internal sealed partial class Evaluator
{
    /// <summary>
    /// From here on the value counts as alive under all its names, with no duty left; what the call gives is followed
    /// no further.
    /// </summary>
    private Value AssumeLive(IInvocationOperation call)
    {
        IArgumentOperation vouched = call.Arguments.First(argument => argument.Parameter?.Ordinal == 0);
        Value value = Evaluate(vouched.Value);
        ChangeDirect(value, state => LoanState.Born with
        {
            Escaped = true, Transferred = state.Transferred, Metadata = state.Metadata,
        });
        if (PathOf(vouched.Value) is { } path)
        {
            // A view stays what it is when its owner has ended; the owner does not come back to life by it.
            Value held = _state.Get(path);
            _state.Refine(path, held.With(
                held.References.RemoveAll(reference => reference.Kind != ReferenceKind.Direct)));
        }

        return value.With(ImmutableArray<Reference>.Empty).WithAlias(null);
    }
}
