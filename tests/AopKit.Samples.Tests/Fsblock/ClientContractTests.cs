using AopKit.Samples.Devices;
using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Fsblock;
using AopKit.Samples.Fsblock.Blocks;
using AopKit.Samples.Tests.Devices;
using AopKit.Testing;

namespace AopKit.Samples.Tests.Fsblock;

/// <summary>The ext2 client's block spaces, put through the suite that every client's author can use.</summary>
public sealed class ClientContractTests
{
    public static TheoryData<string> Cases => [.. new Blocks().Cases().Select(entry => entry.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void Fsblock_AsAClient_KeepsTheContract(string name) =>
        new Blocks().Cases().Single(entry => entry.Name == name).Run();

    private sealed class Blocks : ClientContract<PageBlocks>
    {
        private const int BlockSize = 1024;

        private BlockSpace? _blocks;

        protected override bool CanWrite => true;

        protected override AddressSpace<PageBlocks> CreateSpace(PageCache cache, ReleaseProtocol protocol)
        {
            var device = new OverlayDevice(ImageFile.Open(BundledImages.PathOf("ext2-b1024-indirect")));
            var operations = new ReleasePageOperations(
                new DeviceContent(device.Length / BlockSize), new BlockTransfer(device, BlockSize, new BlockCounters()),
                new Witness(IFactObserver.Deaf));
            _blocks = new BlockSpace(cache, operations, new AddressSpaceOptions
            {
                Name = "blocks", ReleaseProtocol = protocol, StablePages = true,
            });
            return _blocks.Space;
        }

        protected override void Use(PagePin<PageBlocks> pin) => _blocks!.Touch(pin.Index);

        protected override void Write(AddressSpace<PageBlocks> space, PageIndex page, byte value) =>
            _blocks!.Write(page.ToOffset(space.PageSize), [value]);
    }
}
