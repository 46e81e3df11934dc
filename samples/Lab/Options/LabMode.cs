namespace AopKit.Samples.Lab.Options;

/// <summary>How much of the matrix is run.</summary>
internal enum LabMode
{
    /// <summary>A sample in at most fifteen seconds: one seed.</summary>
    Quick,

    /// <summary>Every row that can tell a protocol from another, three seeds: about a minute.</summary>
    Standard,

    /// <summary>Every workload on every row, five seeds.</summary>
    Full,
}
