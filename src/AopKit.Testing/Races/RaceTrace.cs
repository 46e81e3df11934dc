using System.Diagnostics;

namespace AopKit.Testing.Races;

/// <summary>Notes each step of a schedule that is run again to be read.</summary>
internal sealed class RaceTrace
{
    private const int MethodCount = 4;

    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(int step, RaceWorker worker, bool waits)
    {
        IEnumerable<string> methods = new StackTrace(1, fNeedFileInfo: false).GetFrames()
            .Select(DiagnosticMethodInfo.Create)
            .OfType<DiagnosticMethodInfo>()
            .Where(method => !IsOurs(method.DeclaringTypeName))
            .Select(method => $"{PlainName(method.DeclaringTypeName)}.{method.Name}")
            .Take(MethodCount);
        _lines.Add($"{step,4} {worker.Name,-12} {(waits ? "waits in " : "")}{string.Join(" < ", methods)}");
    }

    public void Add(string line) => _lines.Add(line);

    private static bool IsOurs(string? type) =>
        type is null || type.StartsWith(typeof(RaceTrace).Namespace!, StringComparison.Ordinal)
        || type == typeof(Checking.Schedule).FullName;

    private static string PlainName(string? type)
    {
        string name = type is null ? "" : type[(type.LastIndexOf('.') + 1)..];
        int generic = name.IndexOf('`', StringComparison.Ordinal);
        return generic < 0 ? name : name[..generic];
    }
}
