namespace AopKit.Migrate;

/// <summary>The load of the limit that is nearest to being reached.</summary>
internal static class SystemMemory
{
    private static readonly CgroupMemory s_groups = new("/");

    public static MemoryLoad Read() =>
        Nearest(OperatingSystem.IsLinux() ? s_groups.Read().Append(OfMachine()) : [OfMachine()]);

    /// <summary>Of several limits the one with the largest part used; no limit if there is none.</summary>
    public static MemoryLoad Nearest(IEnumerable<MemoryLoad> loads) =>
        loads.Where(load => load.LimitBytes > 0)
            .DefaultIfEmpty()
            .MaxBy(load => load.LimitBytes == 0 ? 0 : (double)load.UsedBytes / load.LimitBytes);

    /// <summary>What the garbage collector saw when it last ran: of the machine, the container or the job.</summary>
    private static MemoryLoad OfMachine()
    {
        GCMemoryInfo seen = GC.GetGCMemoryInfo();
        return new MemoryLoad(seen.MemoryLoadBytes, seen.TotalAvailableMemoryBytes);
    }
}
