using AopKit.Samples.Devices;
using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Clients;

/// <summary>The clients of a session with the devices that they read.</summary>
internal sealed class ClientSet : IDisposable
{
    private static readonly (ClientKind Kind, string Image)[] s_bundled =
        [(ClientKind.Btrfs, "btrfs-many-n16384"), (ClientKind.Fsblock, "ext2-many-b1024")];

    private readonly List<IDevice> _devices = [];
    private readonly List<ILabClient> _clients = [];

    private ClientSet()
    {
    }

    public IReadOnlyList<ILabClient> Clients => _clients;

    /// <summary>Opens the image that <paramref name="options"/> names, or the bundled ones.</summary>
    /// <exception cref="LabException">There is no such image, or it is none that a client reads.</exception>
    public static ClientSet Open(LabOptions options)
    {
        var set = new ClientSet();
        try
        {
            if (options.ImagePath is { } path)
            {
                set.AddOwn(path, options.Client);
            }
            else
            {
                set.AddBundled(options.Client);
            }

            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    public void Dispose() => _devices.ForEach(static device => device.Dispose());

    private void AddBundled(ClientKind? only)
    {
        foreach ((ClientKind kind, string image) in s_bundled.Where(bundled => only is null || only == bundled.Kind))
        {
            Add(kind, image, OpenDevice(BundledImages.PathOf(image)), FileSample.HashesOf(image));
        }
    }

    private void AddOwn(string path, ClientKind? wanted)
    {
        IDevice device = OpenDevice(path);
        ClientKind? kind = FileSystemProbe.KindOf(device);
        if (kind is null || (wanted is not null && wanted != kind))
        {
            device.Dispose();
            throw new LabException(kind is null
                ? $"--image '{path}' holds neither a btrfs nor an ext2 file system."
                : $"--image '{path}' is an image for {Words.Camel(kind.Value)}; "
                    + $"--client {Words.Camel(wanted!.Value)} cannot run on it.");
        }

        Add(kind.Value, Path.GetFileName(path), device, hashes: null);
    }

    private void Add(ClientKind kind, string name, IDevice device, IReadOnlyDictionary<string, byte[]>? hashes)
    {
        _devices.Add(device);
        _clients.Add(kind == ClientKind.Btrfs
            ? new BtrfsClient(name, device, hashes)
            : new FsblockClient(name, device, hashes));
    }

    private static IDevice OpenDevice(string path)
    {
        try
        {
            return ImageFile.Open(path);
        }
        catch (Exception exception) when (
            exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new LabException($"--image '{path}' cannot be opened: {exception.Message}", exception);
        }
    }
}
