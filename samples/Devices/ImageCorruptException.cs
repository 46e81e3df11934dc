using System.Globalization;

namespace AopKit.Samples.Devices;

/// <summary>
/// An image breaks a rule of its format. The message names the structure, where it lies and the rule; nothing was
/// allocated, followed or cached by the value that broke it.
/// </summary>
/// <param name="structure">The structure, in the format's own words: "superblock", "leaf item", "group
/// descriptor".</param>
/// <param name="address">Its address in bytes, in the space that the client's documentation names.</param>
/// <param name="rule">What must hold and what was found instead, as one sentence without a full stop.</param>
/// <param name="inner">The error of a library that found it, if one did.</param>
public sealed class ImageCorruptException(string structure, long address, string rule, Exception? inner = null)
    : IOException(
        string.Create(CultureInfo.InvariantCulture, $"The image is corrupt: {structure} at {address}: {rule}."), inner)
{
    /// <summary>The structure that breaks the rule.</summary>
    public string Structure { get; } = structure;

    /// <summary>Its address in bytes.</summary>
    public long Address { get; } = address;

    /// <summary>The rule, and what was found instead.</summary>
    public string Rule { get; } = rule;
}
