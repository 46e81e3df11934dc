namespace AopKit.Stress.Tests.Races;

/// <summary>Under which protocol, with which notice and which answer a race is run.</summary>
/// <param name="Protocol">The space's protocol.</param>
/// <param name="Notice">When OnRemove is called.</param>
/// <param name="Answer">What ReleasePage says.</param>
/// <param name="Checks">What the cache checks.</param>
/// <param name="IsHot">Whether the index is flat and the pages were read so often that lookups take the shortest
/// way.</param>
internal sealed record RaceSetting(
    ReleaseProtocol Protocol, RemoveNotification Notice, ReleaseOutcome Answer = ReleaseOutcome.Released,
    Checks Checks = Checks.Basic, bool IsHot = false)
{
    public static RaceSetting Plain { get; } =
        new(ReleaseProtocol.Prechecked, RemoveNotification.AfterUnlock, ReleaseOutcome.Removable);

    /// <summary>Every protocol, with the later notice.</summary>
    public static IEnumerable<RaceSetting> Protocols { get; } =
        Enum.GetValues<ReleaseProtocol>().Select(protocol => new RaceSetting(protocol, RemoveNotification.AfterUnlock));

    /// <summary>Both notices, with the plain protocol.</summary>
    public static IEnumerable<RaceSetting> Notices { get; } =
        [Plain, Plain with { Notice = RemoveNotification.BeforeUnlock }];

    /// <summary>Every protocol with both notices.</summary>
    public static IEnumerable<RaceSetting> All { get; } =
        [.. Protocols, .. Protocols.Select(setting => setting with { Notice = RemoveNotification.BeforeUnlock })];

    /// <summary>Both notices, with everything checked: pages that have left are poisoned then.</summary>
    public static IEnumerable<RaceSetting> Checked { get; } =
        Notices.Select(setting => setting with { Checks = Checks.Full });

    /// <summary>Both notices, with hot pages.</summary>
    public static IEnumerable<RaceSetting> Hot { get; } = Notices.Select(setting => setting with { IsHot = true });

    /// <summary>More pages than fit into one leaf make a flat index.</summary>
    public long ExpectedPages => IsHot ? 128 : 0;

    public override string ToString() =>
        $"{Protocol}, {Notice}{(Checks == Checks.Full ? ", checked" : "")}{(IsHot ? ", hot" : "")}";
}
