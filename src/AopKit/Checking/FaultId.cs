namespace AopKit.Checking;

/// <summary>
/// The faults, one for each clause of the engine's half of the contract, named by the clause and by what goes wrong.
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
}
