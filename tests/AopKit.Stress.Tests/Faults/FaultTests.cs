using AopKit.Checking;
using Xunit.Abstractions;

namespace AopKit.Stress.Tests.Faults;

/// <summary>Every clause of the engine's half has a fault that breaks it, and a test that fails for it.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int ClauseCount = 21;

    public static TheoryData<string> Faults => [.. FaultCase.All.Select(entry => entry.Fault.ToString()).Distinct()];

    [Theory, MemberData(nameof(Faults))]
    public void EachFault_SwitchedOn_MakesItsClauseTestFail(string name)
    {
        FaultId fault = Enum.Parse<FaultId>(name);
        if (!Fault.AreCompiledIn)
        {
            // A build without faults must not be able to have any.
            Fault.Current = fault;
            Assert.False(Fault.Is(fault));
            Fault.Current = FaultId.None;
            return;
        }

        Assert.All(FaultCase.All.Where(entry => entry.Fault == fault), entry =>
        {
            Assert.StartsWith(entry.Clause + "_", entry.Test.Name);
            Assert.Null(FaultRunner.Run(entry, FaultId.None));
            string? failure = FaultRunner.Run(entry, fault);
            Assert.True(failure is not null, $"{entry.Test.Name} passes although {fault} is switched on.");
            output.WriteLine(failure);
        });
    }

    [Fact]
    public void EachClause_OfTheEngine_HasAFaultAndATestThatNamesIt()
    {
        IEnumerable<string> clauses = Enumerable.Range(1, ClauseCount).Select(number => $"E{number}");
        Assert.Equal(clauses,
            Enum.GetValues<FaultId>().Select(FaultCase.ClauseOf).Where(clause => clause.StartsWith('E')).Distinct());
        Assert.Equal(clauses, FaultCase.All.Select(entry => entry.Clause).Distinct());
    }
}
