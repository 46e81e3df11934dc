using System.Globalization;
using System.Net;

namespace AopKit.Samples.Lab.Report;

/// <summary>How text and numbers are written into the page.</summary>
internal static class SvgText
{
    /// <summary>Escapes what a reader's browser would take for markup.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A coordinate: one decimal, whatever the machine's culture.</summary>
    public static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
