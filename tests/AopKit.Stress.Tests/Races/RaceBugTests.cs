using AopKit.Checking;
using Xunit.Abstractions;

namespace AopKit.Stress.Tests.Races;

/// <summary>
/// The races are tested: each seeded bug of the protocol fails the race that is there for it. <c>races --bugs</c> looks
/// through all races.
/// </summary>
public sealed class RaceBugTests(ITestOutputHelper output)
{
    private static readonly Dictionary<FaultId, string> s_races = new()
    {
        [FaultId.P01_PageNotLookedAt] = "lookup against reuse (Prechecked, AfterUnlock, hot",
        [FaultId.P02_DirtyBeforeFreeze] = "dirty against freeze",
        [FaultId.P03_ThawForgetsPins] = "refusal against pin (Frozen",
        [FaultId.P04_InvalidatedNotReported] = "two drops under a pin",
        [FaultId.P05_FrameFreeBeforeOnRemove] = "lookup against freeze",
        [FaultId.P06_VisibleBeforeFilled] = "failed fill against lookup",
        [FaultId.P07_OwedPinsForgotten] = "write against truncate and refill",
        [FaultId.P08_TwoFreezersWin] = "two removers",
        [FaultId.P09_LockTakenTwice] = "fill against truncate",
        [FaultId.P10_RedirtyForgotten] = "redirty against writeback",
        [FaultId.P11_VersionKeptOnFree] = "unpinned read against reuse",
        [FaultId.P12_WriterNotKeptAway] = "redirty against writeback",
        [FaultId.P13_WaiterNotedTooLate] = "lookup against freeze",
        [FaultId.P14_TeardownNotWoken] = "teardown against last removal",
        [FaultId.P15_JoinerOverlooked] = "write against truncate and refill",
        [FaultId.P16_SpaceNotLookedAt] = "lookup against another space's node (Prechecked, AfterUnlock, hot",
        [FaultId.P17_CancelledWaiterKeepsPin] = "cancelled waiter against fill",
        [FaultId.P18_CommitBeforeFreeze] = "lookup against freeze (TwoPhase",
        [FaultId.P19_ScanAfterClose] = "unregister against scan",
        [FaultId.P20_MovedUnderPin] = "resize against write",
        [FaultId.P21_MovedWithOldBits] = "resize against write",
        [FaultId.P22_StalePageWritten] = "write against truncate and refill",
        [FaultId.P23_GonePageDropped] = "two drops under a pin",
        [FaultId.P24_PoisonTakenForPage] = "unpinned read against reuse (Prechecked, AfterUnlock, checked",
        [FaultId.P25_OthersFailureOverlooked] = "flush against failed write",
    };

    public static TheoryData<string> Bugs => [.. RaceBug.All.Select(bug => bug.ToString())];

    [Theory, MemberData(nameof(Bugs))]
    public void EachBug_SwitchedOn_FailsItsRace(string name)
    {
        FaultId bug = Enum.Parse<FaultId>(name);
        RaceScenario[] races = [.. RaceScenarios.All.Where(race => race.FullName.StartsWith(s_races[bug]))];
        Assert.NotEmpty(races);
        if (!Fault.AreCompiledIn)
        {
            // A build without faults has none to hunt; that the races pass is what the other tests show.
            return;
        }

        RaceBug hunted = RaceBug.Hunt(bug, races, mostPreemptions: 2);
        Assert.True(hunted.Failure is not null, $"{races[0].Name} passes although {bug} is switched on.");
        output.WriteLine($"{hunted.ScheduleCount} schedules: {hunted.Failure.Exception.Message}");
    }
}
