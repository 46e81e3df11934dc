namespace AopKit.Samples.Lab.Options;

/// <summary>What is done to the cache during a run.</summary>
public enum WorkloadKind
{
    /// <summary>Reads and scans on two threads; nobody holds a pin longer than an operation.</summary>
    Normal,

    /// <summary>The same, while a reader holds pins on pages that carry marks.</summary>
    HotReaders,

    /// <summary>
    /// One page, one thread parked between the release callback and the freeze, one pin taken in between.
    /// </summary>
    RaceWindow,

    /// <summary>As <see cref="RaceWindow"/>, but the page is written in between and its pin given back.</summary>
    DirtyRace,

    /// <summary>
    /// Somebody asks for metadata only, now and then, while the rest goes on as in <see cref="Normal"/>.
    /// </summary>
    Strip,

    /// <summary>Several blocks live in one page, so that one release ends several facts.</summary>
    SubPage,

    /// <summary>Address spaces are closed, reclaimed and opened again.</summary>
    InodeChurn,

    /// <summary>Readahead fills what truncation takes away.</summary>
    TruncateReadahead,
}
