namespace AopKit.Stress.Tests.Races;

/// <content>Reads without a pin, and lookups that stand on what is another's by now.</content>
internal static partial class RaceScenarios
{
    private static RaceScenario UnpinnedReadAgainstWrite(RaceSetting setting) => new(
        "unpinned read against write", setting, Cache(1),
        new("read", world => world.ReadUnpinned(1)),
        new("writer", world => world.Write(1, 1)));

    private static RaceScenario UnpinnedReadAgainstReuse(RaceSetting setting) => new(
        "unpinned read against reuse", setting, Cache(1),
        new("read", world => world.ReadUnpinned(1)),
        new("reuse", world =>
        {
            world.Space.TryEvict(new(1));
            world.Read(2);
        }))
    {
        Preemptions = 3,
    };

    private static RaceScenario UnpinnedCopyAgainstReuse(RaceSetting setting) => new(
        "unpinned copy against reuse", setting, Cache(1),
        new("copy", world => world.CopyUnpinned(1)),
        new("reuse", world =>
        {
            world.Space.TryEvict(new(1));
            world.Warm(2);
        }))
    {
        Preemptions = 3,
    };

    private static RaceScenario LookupAgainstOtherSpace(RaceSetting setting) => new(
        "lookup against another space's node", setting,
        world =>
        {
            DropFrom(1)(world);
            world.Tool = world.Cache.CreateAddressSpace(
                (IAddressSpaceOperations<RaceMark>)new OtherRaceClient(),
                new AddressSpaceOptions { Name = "other", ExpectedPages = setting.ExpectedPages });
        },
        new("lookup", world =>
        {
            world.TryRead(1);
            world.CopyUnpinned(1);
        }),
        new("other", world =>
        {
            world.Space.Truncate(0);
            ((AddressSpace<RaceMark>)world.Tool!).Pin(new(1)).Dispose();
        }));
}
