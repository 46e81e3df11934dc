using System.Runtime.CompilerServices;

namespace AopKit.Samples.Btrfs.Format;

/// <summary>
/// The message of a rule, put together only when the rule is broken: checks run for every item of every tree block.
/// </summary>
[InterpolatedStringHandler]
internal ref struct BrokenRule
{
    private DefaultInterpolatedStringHandler _text;

    public BrokenRule(int literalLength, int formattedCount, bool holds, out bool build)
    {
        build = !holds;
        _text = build ? new(literalLength, formattedCount, System.Globalization.CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
