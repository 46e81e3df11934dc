namespace AopKit.LifetimeBench.Reading;

/// <summary>One text that is compiled and analyzed by itself.</summary>
/// <param name="Kind">Bug or no bug.</param>
/// <param name="Text">C#: whole files, or members of a class.</param>
public sealed record CaseHalf(HalfKind Kind, string Text)
{
    /// <summary>Ends each line where a reviewer would put a finger on the bug.</summary>
    public const string Mark = "// bug";
}
