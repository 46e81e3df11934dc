using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>What is told of rented arrays, and who can turn it off.</summary>
public sealed class ArrayPoolTests
{
    public static TheoryData<string> Misuses { get; } = [.. ArrayPoolCases.Misuses];

    public static TheoryData<string> Uses { get; } = [.. ArrayPoolCases.Uses];

    [Theory]
    [MemberData(nameof(Misuses))]
    public Task RentedArray_Misused_IsFlagged(string source) => VerifyContracts.Members(source);

    [Theory]
    [MemberData(nameof(Uses))]
    public Task RentedArray_UsedWell_IsSilent(string source) => VerifyContracts.Members(source);

    /// <summary>The pool makes a new array, the collector takes the old one: it is told only to who asks.</summary>
    [Fact]
    public Task RentedArray_NeverReturned_IsToldOnlyToWhoAsks() =>
        new VerifyContracts { Config = "aopkit_confidence = maybe" }.Run<LifetimeFlowAnalyzer>(
            """
            int M(int n)
            {
                byte[] buffer = {|AOP2003:ArrayPool<byte>.Shared.Rent(n)|};
                buffer[0] = 1;
                return n;
            }
            """);

    [Theory]
    [InlineData("aopkit_dotnet_contracts = false")]
    [InlineData("aopkit_dotnet_contracts = False")]
    public Task Pack_TurnedOff_IsSilent(string config) => new VerifyContracts { Config = config }
        .Run<LifetimeFlowAnalyzer>(
            """
            int M(int n)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
                ArrayPool<byte>.Shared.Return(buffer);
                return buffer[0];
            }
            """);
}
