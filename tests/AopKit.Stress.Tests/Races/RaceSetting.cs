namespace AopKit.Stress.Tests.Races;

/// <summary>Under which protocol, with which notice and which answer a race is run.</summary>
internal sealed record RaceSetting(
    ReleaseProtocol Protocol, RemoveNotification Notice, ReleaseOutcome Answer = ReleaseOutcome.Released,
    Checks Checks = Checks.Basic)
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

    public override string ToString() => $"{Protocol}, {Notice}{(Checks == Checks.Full ? ", checked" : "")}";
}
