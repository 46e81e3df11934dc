namespace AopKit;

/// <summary>How a shrinker is asked (E17).</summary>
public sealed record ShrinkerOptions
{
    /// <summary>A name for messages. Default: "unnamed".</summary>
    public string Name { get; init; } = "unnamed";

    /// <summary>
    /// What it costs to make one object again, in seeks: the higher, the fewer are asked for. 0: cheap. Default: 2.
    /// </summary>
    public int Seeks { get; init; } = 2;

    /// <summary>How many objects one <see cref="IShrinker.Scan"/> is asked for. Default: 128.</summary>
    public int BatchCount { get; init; } = 128;
}
