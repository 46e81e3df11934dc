using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Matrix;

/// <summary>
/// One row of the matrix: where facts are kept, how pages are released, who hears of a removal, what is done.
/// </summary>
/// <param name="Placement">Where a fact lives, which is to say with what it dies.</param>
/// <param name="Protocol">The release protocol.</param>
/// <param name="Notice">The removal notice.</param>
/// <param name="Workload">What is done.</param>
/// <param name="CallbackMicroseconds">How long the client stays in its release callback.</param>
internal sealed record Row(
    Placement Placement,
    ReleaseProtocol Protocol,
    RemoveNotification Notice,
    WorkloadKind Workload,
    int CallbackMicroseconds = 0);
