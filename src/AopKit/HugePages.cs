namespace AopKit;

/// <summary>Whether a cache's frames should lie in huge pages of the operating system (2 MiB).</summary>
/// <remarks>
/// Huge pages make lookups of scattered pages cheaper, because the processor finds more of them in its address
/// translation buffer. Heeded on Linux; elsewhere all values mean <see cref="Default"/>.
/// </remarks>
public enum HugePages
{
    /// <summary>As the system does by itself.</summary>
    Default,

    /// <summary>Ask for them, in whole 2 MiB chunks (Linux: <c>madvise(MADV_HUGEPAGE)</c>).</summary>
    Advise,

    /// <summary>Ask for none, also where the system would give them (Linux: <c>madvise(MADV_NOHUGEPAGE)</c>).</summary>
    Never,
}
