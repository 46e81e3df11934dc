namespace AopKit.Checking;

/// <summary>
/// The faults, named by what goes wrong: one for each clause of the engine's half of the contract (E), and those of the
/// protocol between threads, which only some interleavings show (P).
/// </summary>
internal enum FaultId
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The door "replace" forgets OnRemove.</summary>
    E1_ReplacedNotReported,

    /// <summary>The frame is cleared before OnRemove.</summary>
    E2_BytesGoneInOnRemove,

    /// <summary>BeforeUnlock frees the slot before OnRemove has returned.</summary>
    E3_LeavingSlotOpen,

    /// <summary>Callbacks see the caller's ExecutionContext.</summary>
    E4_ContextInherited,

    /// <summary>Release callbacks are made for pages without metadata.</summary>
    E5_AskedWithoutMetadata,

    /// <summary>A released-but-kept page is not counted.</summary>
    E6_LossNotCounted,

    /// <summary>A lookup takes a page that is frozen.</summary>
    E7_FrozenPageFound,

    /// <summary>A promise is not handed back.</summary>
    E8_AbortForgotten,

    /// <summary>Pages without metadata leave without InvalidatePage.</summary>
    E9_NothingPrivateNothingTold,

    /// <summary>The final release does not wait for the last OnRemove.</summary>
    E10_ReleasedTooEarly,

    /// <summary>Each waiter reads the page for itself.</summary>
    E11_EveryWaiterReads,

    /// <summary>A failed write leaves its pages clean.</summary>
    E12_FailedWriteForgotten,

    /// <summary>A page is taken although somebody holds a pin.</summary>
    E13_TakenUnderPin,

    /// <summary>The budget is not looked at.</summary>
    E14_BudgetIgnored,

    /// <summary>What a callback throws is thrown on.</summary>
    E15_ExceptionEscapes,

    /// <summary>Unregistering a shrinker does not wait for a running Scan.</summary>
    E16_UnregisterDoesNotWait,

    /// <summary>A shrinker is asked for everything, however light the pressure is.</summary>
    E17_PriorityIgnored,

    /// <summary>A hit allocates.</summary>
    E18_HitAllocates,

    /// <summary>A read counts as valid although the page has changed.</summary>
    E19_ChangedReadAccepted,

    /// <summary>The second of two candidates takes the place of the first.</summary>
    E20_SecondAttachWins,

    /// <summary>A frame is given to a client as the last page left it.</summary>
    E21_FrameNotZeroed,

    /// <summary>A lookup does not look whether the frame that it has pinned holds the page that it wants.</summary>
    P01_PageNotLookedAt,

    /// <summary>Dirty is looked at before the freeze.</summary>
    P02_DirtyBeforeFreeze,

    /// <summary>A thaw stores the word, and with it loses the pins that came meanwhile.</summary>
    P03_ThawForgetsPins,

    /// <summary>The door "invalidate" forgets OnRemove.</summary>
    P04_InvalidatedNotReported,

    /// <summary>The frame is free while OnRemove still reads it.</summary>
    P05_FrameFreeBeforeOnRemove,

    /// <summary>The page can be found before its fill has ended.</summary>
    P06_VisibleBeforeFilled,

    /// <summary>A fill ends without the pins that its waiters are owed.</summary>
    P07_OwedPinsForgotten,

    /// <summary>Of two who see the last pin of an unlinked page end, both win.</summary>
    P08_TwoFreezersWin,

    /// <summary>Who wants the page lock gets it.</summary>
    P09_LockTakenTwice,

    /// <summary>The end of a write clears dirty, although the page was written meanwhile.</summary>
    P10_RedirtyForgotten,

    /// <summary>A freed frame keeps its version.</summary>
    P11_VersionKeptOnFree,

    /// <summary>A page is marked as being written while a writer changes it.</summary>
    P12_WriterNotKeptAway,

    /// <summary>A waiter looks at the condition first, and notes itself afterwards.</summary>
    P13_WaiterNotedTooLate,

    /// <summary>The last removal does not wake the teardown that waits for it.</summary>
    P14_TeardownNotWoken,

    /// <summary>A page is published past a waiter that has just joined.</summary>
    P15_JoinerOverlooked,

    /// <summary>A lookup does not look whether that page is of its space: its node may be another's by now.</summary>
    P16_SpaceNotLookedAt,

    /// <summary>A waiter that gave up too late keeps the pin that it was owed.</summary>
    P17_CancelledWaiterKeepsPin,

    /// <summary>TwoPhase commits before it knows that the page goes.</summary>
    P18_CommitBeforeFreeze,

    /// <summary>A shrinker is asked without a look at whether its registration has ended.</summary>
    P19_ScanAfterClose,

    /// <summary>A page is moved to another frame under a pin.</summary>
    P20_MovedUnderPin,

    /// <summary>A page is moved with the bits that it had before the freeze.</summary>
    P21_MovedWithOldBits,

    /// <summary>A page that has left is marked dirty, and with it the page that has come.</summary>
    P22_StalePageWritten,

    /// <summary>A drop does not look whether the page that it has locked is still there.</summary>
    P23_GonePageDropped,

    /// <summary>The poison of <see cref="Checks.Full"/> is written while a reader without a pin may believe
    /// it.</summary>
    P24_PoisonTakenForPage,

    /// <summary>A flush does not look whether others have failed to write what it passed over.</summary>
    P25_OthersFailureOverlooked,
}
