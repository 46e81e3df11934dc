using AopKit.Samples.Devices;

namespace AopKit.Samples.Tests.Btrfs.Hostile;

/// <summary>
/// Random damage behind right checksums. Whatever it is, reading everything ends: well, or with an error of ours.
/// </summary>
public sealed class RandomDamageTests
{
    // Enough for every run of the tests; the variable asks for more, such as a night's.
    private static readonly int s_rounds =
        int.TryParse(Environment.GetEnvironmentVariable("AOPKIT_DAMAGE_ROUNDS"), out int rounds) ? rounds : 40;

    // Bounds a read that goes wrong in a new way; a sound one allocates a small part of it.
    private const long AllocationLimit = 512L << 20;

    [Theory]
    [InlineData("btrfs-compact-mixed", 1)]
    [InlineData("btrfs-compact-lzo", 2)]
    public void AnyTreeBlock_AnyBytes_EndsInOurErrorOrWell(string image, int seed)
    {
        using var surgeon = new ImageSurgeon(image);
        var random = new Random(seed);
        int reported = 0;
        for (int round = 0; round < s_rounds; round++)
        {
            string damage = Damage(surgeon, random);
            long before = GC.GetAllocatedBytesForCurrentThread();

            Exception? error = Record.Exception(() => surgeon.ReadAll());

            Assert.True(
                error is null or ImageCorruptException or ImageUnsupportedException,
                $"seed {seed}, round {round}, {damage}: {error}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocationLimit);
            reported += error is null ? 0 : 1;
            surgeon.Heal();
        }

        Assert.True(
            reported > s_rounds / 10,
            $"Only {reported} of {s_rounds} damages were noticed: the surgeon must be asleep.");
    }

    private static string Damage(ImageSurgeon surgeon, Random random)
    {
        long address = surgeon.Blocks[random.Next(surgeon.Blocks.Count)];
        int at = random.Next(2) == 0 ? random.Next(0x30, 400) : random.Next(surgeon.NodeBytes);
        byte[] bytes = new byte[Math.Min(1 << random.Next(4), surgeon.NodeBytes - at)];
        if (random.Next(3) == 0)
        {
            bytes.AsSpan().Fill((byte)(random.Next(2) * 255));
        }
        else
        {
            random.NextBytes(bytes);
        }

        surgeon.Change(address, block => bytes.CopyTo(block[at..]));
        return $"block {address}, byte {at}: {Convert.ToHexString(bytes)}";
    }
}
