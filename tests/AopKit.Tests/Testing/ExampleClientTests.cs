using AopKit.Testing;

namespace AopKit.Tests.Testing;

/// <summary>The client of docs/testing.md: pages are rows of numbers, their metadata is the sum.</summary>
public sealed class Numbers(byte[] device) : IAddressSpaceOperations<Sum>, IWritePages<Sum>, IReleasePage<Sum>
{
    public void ReadPage(FillPage<Sum> page) => Place(page.Index, page.Bytes.Length).CopyTo(page.Bytes);

    public void WritePages(WriteBatch<Sum> batch)
    {
        for (int position = 0; position < batch.Count; position++)
        {
            ReadOnlySpan<byte> bytes = batch[position].Bytes;
            bytes.CopyTo(Place(batch[position].Index, bytes.Length));
        }
    }

    public ReleaseOutcome ReleasePage(LockedPage<Sum> page, in ReleaseContext context) => ReleaseOutcome.Removable;

    private Span<byte> Place(PageIndex page, int length) => device.AsSpan((int)page.ToOffset(length), length);
}

public sealed record Sum(int Value);

/// <summary>Says how the client is made and used; the suite does the rest.</summary>
public sealed class NumbersContract : ClientContract<Sum>
{
    protected override bool CanWrite => true;

    protected override AddressSpace<Sum> CreateSpace(PageCache cache, ReleaseProtocol protocol) =>
        cache.CreateAddressSpace(
            new Numbers(new byte[8 * cache.PageSize]), new AddressSpaceOptions { ReleaseProtocol = protocol });

    protected override void Use(PagePin<Sum> pin) => pin.GetOrAttach(new Sum(pin.Bytes[0] + pin.Bytes[1]));
}

public sealed class ExampleClientTests
{
    public static TheoryData<string> Cases => [.. new NumbersContract().Cases().Select(entry => entry.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void Numbers_KeepTheContract(string name) =>
        new NumbersContract().Cases().Single(entry => entry.Name == name).Run();
}
