namespace AopKit.Checking;

/// <summary>The faults, named by the clause that they break.</summary>
internal enum FaultId
{
    /// <summary>No fault.</summary>
    None,
}
