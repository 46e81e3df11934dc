using AopKit.Migrate;

namespace AopKit.Tests.Migrate;

/// <summary>Limits of control groups, from files as the kernel writes them.</summary>
public sealed class CgroupMemoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("aopkit-cgroup").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Read_Version2_TellsTheGroupAndItsParentsWithoutInactiveFilePages()
    {
        Write("proc/self/cgroup", "0::/app/worker\n");
        Write("sys/fs/cgroup/app/worker/memory.max", "max\n");
        Write("sys/fs/cgroup/app/worker/memory.current", "500\n");
        Write("sys/fs/cgroup/app/memory.max", "1000\n");
        Write("sys/fs/cgroup/app/memory.current", "600\n");
        Write("sys/fs/cgroup/app/memory.stat", "anon 400\ninactive_file 150\n");

        Assert.Equal([new MemoryLoad(450, 1000)], new CgroupMemory(_root).Read());
    }

    [Fact]
    public void Read_Version1InAContainer_TellsWhatIsMounted()
    {
        Write("proc/self/cgroup", "5:cpu:/\n4:memory:/docker/0123\n0::/\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "700\n");
        Write("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 200\n");

        Assert.Equal([new MemoryLoad(500, 2000)], new CgroupMemory(_root).Read());
    }

    [Fact]
    public void Read_NoLimitOrNoGroups_TellsNothing()
    {
        Assert.Empty(new CgroupMemory(_root).Read());
        Write("proc/self/cgroup", "4:memory:/\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "700\n");
        Assert.Empty(new CgroupMemory(_root).Read());
    }

    [Fact]
    public void Nearest_OfSeveral_IsTheOneWithTheLargestPartUsed() =>
        Assert.Equal(
            new MemoryLoad(90, 100),
            SystemMemory.Nearest([new MemoryLoad(500, 1000), new MemoryLoad(90, 100), new MemoryLoad(5, 0)]));

    [Fact]
    public void Read_OfThisMachine_TellsSomethingPossible()
    {
        GC.Collect();
        MemoryLoad load = SystemMemory.Read();
        Assert.True(load.LimitBytes > 0 && load.UsedBytes > 0, $"{load}");
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
