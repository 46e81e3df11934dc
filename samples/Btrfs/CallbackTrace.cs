using System.Runtime.CompilerServices;

namespace AopKit.Samples.Btrfs;

/// <summary>Writes down what each callback saw, if somebody asked for it; builds no text otherwise.</summary>
internal sealed class CallbackTrace(Action<string>? write)
{
    public bool IsOn => write is not null;

    public void Add(AddressSpace space, PageIndex? index, string what, [CallerMemberName] string callback = "")
    {
        if (write is not null)
        {
            string page = index is { } at ? $" page {at}" : "";
            write($"{space.Name}{page}: {callback}{(what.Length > 0 ? ": " : "")}{what}");
        }
    }

    /// <summary>The metadata as text, if anybody reads it.</summary>
    public string Describe(object? metadata) => write is null ? "" : metadata?.ToString() ?? "no metadata";

    /// <summary>The context as text, if anybody reads it.</summary>
    public string Describe(in ReleaseContext context, object? metadata) => write is null
        ? ""
        : $"{context.Reason}, will remove: {context.WillRemove}, may block: {context.MayBlock}; {Describe(metadata)}";
}
