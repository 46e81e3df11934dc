using AopKit.Tests.Clients;

namespace AopKit.Tests.Contract;

/// <summary>
/// The clauses of docs/contract.md that one thread can prove, for every implementation of
/// <see cref="AddressSpace{T}"/>: the engine and the model inherit it. A test's name begins with its clause.
/// </summary>
public abstract partial class AddressSpaceContract
{
    protected const int PageSize = 4096;

    protected static readonly PageRange AllPages = new(new PageIndex(0), 1 << 20);

    /// <summary>All that a space can be made with.</summary>
    public static TheoryData<ReleaseProtocol, RemoveNotification> Matrix
    {
        get
        {
            var matrix = new TheoryData<ReleaseProtocol, RemoveNotification>();
            foreach (ReleaseProtocol protocol in Enum.GetValues<ReleaseProtocol>())
            {
                foreach (RemoveNotification notice in Enum.GetValues<RemoveNotification>())
                {
                    matrix.Add(protocol, notice);
                }
            }

            return matrix;
        }
    }

    /// <summary>What the implementation reported instead of throwing (E15, C1, C7), in order.</summary>
    protected abstract IReadOnlyList<CallbackFailure> Failures { get; }

    /// <summary>Released-but-kept pages by cause (E6).</summary>
    protected abstract ReleasedButKept ReleasedButKept { get; }

    protected abstract AddressSpace<Fact> CreateSpace(
        IAddressSpaceOperations<Fact> client, AddressSpaceOptions options);

    protected AddressSpace<Fact> Create(ClientScript client, AddressSpaceOptions? options = null) =>
        CreateSpace((IAddressSpaceOperations<Fact>)client, options ?? new AddressSpaceOptions { Name = "test" });

    protected (AddressSpace<Fact> Space, QuietClient Client) Create(ReleaseProtocol protocol, RemoveNotification notice)
    {
        QuietClient client = ScriptedClients.For(protocol, notice);
        var options =
            new AddressSpaceOptions { Name = "test", ReleaseProtocol = protocol, RemoveNotification = notice };
        return (Create(client, options), client);
    }

    protected static void Touch(AddressSpace<Fact> space, params ReadOnlySpan<long> indexes)
    {
        foreach (long index in indexes)
        {
            space.Pin(new(index)).Dispose();
        }
    }

    protected static void Write(AddressSpace<Fact> space, long index, byte value)
    {
        using PagePin<Fact> pin = space.Pin(new(index));
        using PageWriter<Fact> writer = pin.BeginWrite();
        writer.Bytes.Fill(value);
    }

    /// <summary>How many <c>OnRemove</c> a page that left owes its client.</summary>
    protected static int Owed(RemoveNotification notice) => notice == RemoveNotification.None ? 0 : 1;
}
