using AopKit.Samples.Devices;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Clients;

/// <summary>A client on one image, ready to be opened again for each run.</summary>
internal interface ILabClient
{
    ClientKind Kind { get; }

    /// <summary>The image's name as the report shows it.</summary>
    string ImageName { get; }

    /// <summary>The budget that is far smaller than the image and still lets the client work.</summary>
    int DefaultBudgetPages { get; }

    /// <summary>
    /// The page size that <paramref name="workload"/> wants: as the image's blocks, or several blocks to a page.
    /// </summary>
    int PageSizeFor(WorkloadKind workload);

    /// <summary>The image that every run reads; nobody writes to it.</summary>
    IDevice Device { get; }

    /// <summary>Opens the file system on <paramref name="device"/>.</summary>
    /// <exception cref="ImageCorruptException">The image breaks a rule of its format.</exception>
    ILabVolume Open(IDevice device, VolumeOptions options);
}
